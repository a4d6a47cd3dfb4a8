import type { Context } from "../../../core/call.ts";
import { AwsError } from "../../../core/errors.ts";
import { mapsRole } from "../../../kubernetes/aws-auth.ts";
import { rolePolicies } from "../roles.ts";
import { accessEntries, addons, type Cluster, childKey } from "../state.ts";
import { hasWayOut } from "./routes.ts";

/** Why a node stays away, or stays unready once it has come. */
export interface JoinProblem {
  readonly kind: "absent" | "unready";
  readonly reason: string;
}

export interface JoinRequest {
  readonly cluster: Cluster;
  readonly nodeRole: string;
  readonly subnetIds: readonly string[];
  /** Groups of the instances; empty if EKS gives them the cluster's. */
  readonly securityGroupIds: readonly string[];
}

/** What must hold for a machine to become a Ready node. The first thing that doesn't. */
export function joinProblem(context: Context, request: JoinRequest): JoinProblem | undefined {
  const { cluster, nodeRole } = request;
  const absent = (reason: string): JoinProblem => ({ kind: "absent", reason });
  if (!isAdmitted(context, cluster, nodeRole))
    return absent(`no access entry or aws-auth mapping for ${nodeRole}`);
  const policies = rolePolicies(context, nodeRole);
  const isNodeRole =
    policies.managed.some((name) => name.startsWith("AmazonEKSWorkerNode")) || policies.inline;
  if (!isNodeRole) return absent(`${nodeRole} has no policy AmazonEKSWorkerNodePolicy`);
  const stranded = request.subnetIds.find((id) => !hasWayOut(context, cluster, id));
  if (stranded !== undefined)
    return absent(`no route from subnet ${stranded} to the API server or to the image registries`);
  if (!isAllowedIn(context, cluster, request.securityGroupIds))
    return absent("no security group rule lets the node reach the API server");
  if (!hasNetworkPlugin(context, cluster))
    return { kind: "unready", reason: "container runtime network not ready: cni plugin not initialized" };
  return undefined;
}

function isAdmitted(context: Context, cluster: Cluster, nodeRole: string): boolean {
  const mode = cluster.accessConfig.authenticationMode;
  if (mode !== "CONFIG_MAP" && context.use(accessEntries).has(childKey(cluster.name, nodeRole))) return true;
  if (mode === "API") return false;
  if (!context.kubernetes.serves(cluster.arn)) return mode === "CONFIG_MAP";
  const map = context.kubernetes.object(cluster.arn, "ConfigMap", "kube-system", "aws-auth") as
    | { data?: { mapRoles?: string } }
    | undefined;
  return mapsRole(map?.data?.mapRoles, nodeRole);
}

function hasNetworkPlugin(context: Context, cluster: Cluster): boolean {
  if (cluster.bootstrapSelfManagedAddons || cluster.computeConfig?.enabled === true) return true;
  const addon = context.use(addons).get(childKey(cluster.name, "vpc-cni"));
  if (addon !== undefined && addon.status !== "CREATE_FAILED") return true;
  return ["aws-node", "cilium", "calico-node", "kube-flannel-ds"].some(
    (name) => context.kubernetes.object(cluster.arn, "DaemonSet", "kube-system", name) !== undefined,
  );
}

/** Groups of one's own must be let in by the cluster's group or by one that the control plane has besides. */
function isAllowedIn(context: Context, cluster: Cluster, groupIds: readonly string[]): boolean {
  const { clusterSecurityGroupId = "", securityGroupIds } = cluster.resourcesVpcConfig;
  if (groupIds.length === 0 || groupIds.includes(clusterSecurityGroupId)) return true;
  try {
    const { SecurityGroups } = context.invoke("ec2", "DescribeSecurityGroups", {
      GroupIds: [clusterSecurityGroupId, ...securityGroupIds],
    });
    return (SecurityGroups ?? [])
      .flatMap((group) => group.IpPermissions ?? [])
      .some((permission) => {
        const covers =
          permission.IpProtocol === "-1" ||
          ((permission.FromPort ?? 0) <= 443 && 443 <= (permission.ToPort ?? 65535));
        const from =
          (permission.UserIdGroupPairs ?? []).some((pair) => groupIds.includes(pair.GroupId ?? "")) ||
          (permission.IpRanges ?? []).length > 0 ||
          (permission.Ipv6Ranges ?? []).length > 0;
        return covers && from;
      });
  } catch (error) {
    if (error instanceof AwsError) return false;
    throw error;
  }
}
