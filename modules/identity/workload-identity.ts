import type { Construct } from "constructs";
import type { EksCluster } from "../control-plane/eks-cluster.ts";
import { givenRole, type RoleRef, type RoleResources } from "../iam/role.ts";
import { roleName } from "../iam/role-name.ts";
import { defined } from "../spec/defined.ts";
import type { WorkloadIdentitySpec } from "../spec/workload-identity.ts";
import { awsEnvironment } from "../terraform/aws-environment.ts";
import type { Override } from "../terraform/overrides.ts";
import { WorkloadRole } from "./workload-role.ts";

export interface WorkloadIdentityProps {
  readonly cluster: EksCluster;
  readonly identity: WorkloadIdentitySpec;
  /** What the name of a role says that has none of its own, after cluster and region. */
  readonly purpose: string;
  /** Last word on the arguments of a made role. @default - arguments as computed */
  readonly override?: Override<RoleResources>;
}

/** The role of an identity, made with this id unless it is given. */
export function workloadRole(
  scope: Construct,
  id: string,
  { cluster, identity, purpose, override }: WorkloadIdentityProps,
): RoleRef {
  const { role, via, serviceAccount } = identity;
  if (role.kind === "given") return givenRole(role.arn);
  return new WorkloadRole(scope, id, {
    cluster,
    via,
    serviceAccount,
    name: role.name ?? roleName(cluster.name, awsEnvironment(scope).region, purpose),
    permissions: role.permissions,
    permissionsBoundary: role.permissionsBoundary,
    ...defined({ override }),
  });
}
