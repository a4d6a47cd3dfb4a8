import type { Context } from "../../../core/call.ts";
import { type Cluster, clusters } from "../state.ts";

const nodeGroups = ["system:bootstrappers", "system:nodes"];

/** How `aws-auth` names the nodes of a role, by the type of access entry that does the same. */
const mappings = {
  EC2_LINUX: { username: "system:node:{{EC2PrivateDNSName}}", groups: nodeGroups },
  EC2_WINDOWS: {
    username: "system:node:{{EC2PrivateDNSName}}",
    groups: [...nodeGroups, "eks:kube-proxy-windows"],
  },
  FARGATE_LINUX: {
    username: "system:node:{{SessionName}}",
    groups: [...nodeGroups, "system:node-proxier"],
  },
} as const;

export type MappedType = keyof typeof mappings;

/** EKS writes the role of a managed group or Fargate profile into `aws-auth`, where there are no access entries. */
export function mapNodes(context: Context, { arn }: Cluster, roleArn: string, type: MappedType): void {
  context.after(async () => context.kubernetes.mapRole(arn, roleArn, mappings[type]));
}

/** Takes a role out of `aws-auth`, with the last group or profile that has it. */
export function unmapNodes(context: Context, clusterName: string, roleArn: string): void {
  const cluster = context.use(clusters).get(clusterName);
  if (cluster?.accessConfig.authenticationMode !== "CONFIG_MAP") return;
  context.after(async () => context.kubernetes.mapRole(cluster.arn, roleArn, undefined));
}
