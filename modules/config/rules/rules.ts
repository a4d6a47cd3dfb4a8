import type { Rule } from "../rule.ts";
import { addonRules } from "./addons/addons.ts";
import { addonPermissionRules } from "./addons/permissions.ts";
import { autoModeRules } from "./control-plane/auto-mode.ts";
import { controlPlaneRules } from "./control-plane/control-plane.ts";
import { extensionRules } from "./extensions/extensions.ts";
import { fargateRules } from "./extensions/fargate.ts";
import { metadataRules } from "./file/metadata.ts";
import { tagRules } from "./file/tags.ts";
import { versionRules } from "./file/version.ts";
import { remoteNetworkRules } from "./hybrid/remote-networks.ts";
import { remoteRangeRules } from "./hybrid/remote-ranges.ts";
import { accessEntryRules } from "./iam/access-entries.ts";
import { accessPolicyRules } from "./iam/access-policies.ts";
import { arnRules } from "./iam/arns.ts";
import { identityRules } from "./iam/identities.ts";
import { podIdentityRules } from "./iam/pod-identity.ts";
import { serviceAccountRules } from "./iam/service-accounts.ts";
import { addressRules } from "./network/addresses.ts";
import { endpointRules } from "./network/endpoints.ts";
import { existingVpcRules } from "./network/existing-vpc.ts";
import { groupZoneRules } from "./network/group-zones.ts";
import { ipv6Rules } from "./network/ipv6.ts";
import { privateClusterRules } from "./network/private-cluster.ts";
import { roomRules } from "./network/room.ts";
import { vpcRules } from "./network/vpc.ts";
import { zoneRules } from "./network/zones.ts";
import { acceleratorRules } from "./nodes/accelerators.ts";
import { nodeAccessRules } from "./nodes/access.ts";
import { bootstrapRules } from "./nodes/bootstrap.ts";
import { bottlerocketRules } from "./nodes/bottlerocket.ts";
import { capacityRules } from "./nodes/capacity.ts";
import { imageRules } from "./nodes/images.ts";
import { instanceRules } from "./nodes/instances.ts";
import { kubeletRules } from "./nodes/kubelet.ts";
import { labelRules } from "./nodes/labels.ts";
import { managedRules } from "./nodes/managed.ts";
import { mixedGroupRules } from "./nodes/mixed.ts";
import { groupNameRules } from "./nodes/names.ts";
import { nodeSettingRules } from "./nodes/settings.ts";
import { volumeRules } from "./nodes/volumes.ts";
import { outpostGroupRules } from "./outposts/groups.ts";
import { outpostRules } from "./outposts/outposts.ts";

/** Every rule that holds in every profile, by subject. */
export const rules: readonly Rule[] = [
  ...metadataRules,
  ...versionRules,
  ...tagRules,
  ...addressRules,
  ...ipv6Rules,
  ...endpointRules,
  ...roomRules,
  ...vpcRules,
  ...existingVpcRules,
  ...zoneRules,
  ...groupZoneRules,
  ...privateClusterRules,
  ...remoteNetworkRules,
  ...remoteRangeRules,
  ...arnRules,
  ...serviceAccountRules,
  ...podIdentityRules,
  ...accessEntryRules,
  ...accessPolicyRules,
  ...identityRules,
  ...addonRules,
  ...addonPermissionRules,
  ...controlPlaneRules,
  ...autoModeRules,
  ...extensionRules,
  ...fargateRules,
  ...outpostRules,
  ...outpostGroupRules,
  ...groupNameRules,
  ...labelRules,
  ...instanceRules,
  ...acceleratorRules,
  ...capacityRules,
  ...mixedGroupRules,
  ...imageRules,
  ...bootstrapRules,
  ...volumeRules,
  ...nodeAccessRules,
  ...nodeSettingRules,
  ...bottlerocketRules,
  ...kubeletRules,
  ...managedRules,
];
