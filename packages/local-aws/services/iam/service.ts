import type { Service } from "../../core/call.ts";
import { addRoleToInstanceProfile } from "./instance-profile/add-role-to-instance-profile.ts";
import { createInstanceProfile } from "./instance-profile/create-instance-profile.ts";
import { deleteInstanceProfile } from "./instance-profile/delete-instance-profile.ts";
import { getInstanceProfile } from "./instance-profile/get-instance-profile.ts";
import { listInstanceProfiles } from "./instance-profile/list-instance-profiles.ts";
import { listInstanceProfilesForRole } from "./instance-profile/list-instance-profiles-for-role.ts";
import { removeRoleFromInstanceProfile } from "./instance-profile/remove-role-from-instance-profile.ts";
import { listAccountAliases } from "./list-account-aliases.ts";
import { addClientIDToOpenIDConnectProvider } from "./oidc-provider/add-client-id-to-open-id-connect-provider.ts";
import { createOpenIDConnectProvider } from "./oidc-provider/create-open-id-connect-provider.ts";
import { deleteOpenIDConnectProvider } from "./oidc-provider/delete-open-id-connect-provider.ts";
import { getOpenIDConnectProvider } from "./oidc-provider/get-open-id-connect-provider.ts";
import { listOpenIDConnectProviders } from "./oidc-provider/list-open-id-connect-providers.ts";
import { removeClientIDFromOpenIDConnectProvider } from "./oidc-provider/remove-client-id-from-open-id-connect-provider.ts";
import { updateOpenIDConnectProviderThumbprint } from "./oidc-provider/update-open-id-connect-provider-thumbprint.ts";
import { createPolicy } from "./policy/create-policy.ts";
import { createPolicyVersion } from "./policy/create-policy-version.ts";
import { deletePolicy } from "./policy/delete-policy.ts";
import { deletePolicyVersion } from "./policy/delete-policy-version.ts";
import { getPolicy } from "./policy/get-policy.ts";
import { getPolicyVersion } from "./policy/get-policy-version.ts";
import { listEntitiesForPolicy } from "./policy/list-entities-for-policy.ts";
import { listPolicies } from "./policy/list-policies.ts";
import { listPolicyVersions } from "./policy/list-policy-versions.ts";
import { setDefaultPolicyVersion } from "./policy/set-default-policy-version.ts";
import { attachRolePolicy } from "./role/attach-role-policy.ts";
import { createRole } from "./role/create-role.ts";
import { deleteRole } from "./role/delete-role.ts";
import { deleteRolePermissionsBoundary } from "./role/delete-role-permissions-boundary.ts";
import { deleteRolePolicy } from "./role/delete-role-policy.ts";
import { detachRolePolicy } from "./role/detach-role-policy.ts";
import { getRole } from "./role/get-role.ts";
import { getRolePolicy } from "./role/get-role-policy.ts";
import { listAttachedRolePolicies } from "./role/list-attached-role-policies.ts";
import { listRolePolicies } from "./role/list-role-policies.ts";
import { listRoles } from "./role/list-roles.ts";
import { putRolePermissionsBoundary } from "./role/put-role-permissions-boundary.ts";
import { putRolePolicy } from "./role/put-role-policy.ts";
import { updateAssumeRolePolicy } from "./role/update-assume-role-policy.ts";
import { updateRole } from "./role/update-role.ts";
import { updateRoleDescription } from "./role/update-role-description.ts";
import { createServiceLinkedRole } from "./service-linked-role/create-service-linked-role.ts";
import { deleteServiceLinkedRole } from "./service-linked-role/delete-service-linked-role.ts";
import { getServiceLinkedRoleDeletionStatus } from "./service-linked-role/get-service-linked-role-deletion-status.ts";
import { tagOperations } from "./tag-operations.ts";
import { createUser } from "./user/create-user.ts";
import { deleteUser } from "./user/delete-user.ts";
import { getUser } from "./user/get-user.ts";
import { listGroupsForUser } from "./user/list-groups-for-user.ts";

export const iam: Service = {
  name: "iam",
  operations: [
    addClientIDToOpenIDConnectProvider,
    addRoleToInstanceProfile,
    attachRolePolicy,
    createInstanceProfile,
    createOpenIDConnectProvider,
    createPolicy,
    createPolicyVersion,
    createRole,
    createServiceLinkedRole,
    createUser,
    deleteInstanceProfile,
    deleteOpenIDConnectProvider,
    deletePolicy,
    deletePolicyVersion,
    deleteRole,
    deleteRolePermissionsBoundary,
    deleteRolePolicy,
    deleteServiceLinkedRole,
    deleteUser,
    detachRolePolicy,
    getInstanceProfile,
    getOpenIDConnectProvider,
    getPolicy,
    getPolicyVersion,
    getRole,
    getRolePolicy,
    getServiceLinkedRoleDeletionStatus,
    getUser,
    listAccountAliases,
    listAttachedRolePolicies,
    listEntitiesForPolicy,
    listGroupsForUser,
    listInstanceProfiles,
    listInstanceProfilesForRole,
    listOpenIDConnectProviders,
    listPolicies,
    listPolicyVersions,
    listRolePolicies,
    listRoles,
    putRolePermissionsBoundary,
    putRolePolicy,
    removeClientIDFromOpenIDConnectProvider,
    removeRoleFromInstanceProfile,
    setDefaultPolicyVersion,
    updateAssumeRolePolicy,
    updateOpenIDConnectProviderThumbprint,
    updateRole,
    updateRoleDescription,
    ...tagOperations,
  ],
};
