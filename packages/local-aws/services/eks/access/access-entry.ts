import type { Context } from "../../../core/call.ts";
import type * as Api from "../../../models/types/eks.d.ts";
import { accessPolicyArn } from "../catalogue/access-policies.ts";
import { type AccessEntry, accessEntries, childKey, fargateProfiles, nodegroups } from "../state.ts";
import { unmapNodes } from "./aws-auth.ts";

export interface EntryRequest {
  readonly principalArn: string;
  readonly type: string;
  readonly automatic: boolean;
  readonly username?: string | undefined;
  readonly kubernetesGroups?: readonly string[] | undefined;
  readonly tags?: Readonly<Record<string, string>>;
}

export interface Principal {
  readonly kind: "role" | "user";
  readonly account: string;
  readonly name: string;
}

/** `arn:aws:iam::123456789012:role/path/name`, taken apart. */
export function parsePrincipal(arn: string): Principal | undefined {
  const match = /^arn:aws[a-z-]*:iam::(\d{12}):(role|user)\/(?:.*\/)?([\w+=,.@-]{1,64})$/.exec(arn);
  if (match === null) return undefined;
  const [, account = "", kind, name = ""] = match;
  return { kind: kind as Principal["kind"], account, name };
}

const nodeNames: Readonly<Record<string, string>> = {
  FARGATE_LINUX: "system:node:{{SessionName}}",
  HYBRID_LINUX: "system:node:{{SessionName}}",
};

/** The user name that EKS gives an entry which names none. */
export function defaultUsername({ principalArn, type }: EntryRequest): string {
  const { kind, account, name } = parsePrincipal(principalArn) ?? { kind: "role", account: "", name: "" };
  if (type !== "STANDARD") return nodeNames[type] ?? "system:node:{{EC2PrivateDNSName}}";
  return kind === "user"
    ? principalArn
    : `${principalArn.split(":").slice(0, 2).join(":")}:sts::${account}:assumed-role/${name}/{{SessionName}}`;
}

export function newAccessEntry(context: Context, clusterName: string, request: EntryRequest): AccessEntry {
  const { kind, account, name } = parsePrincipal(request.principalArn) ?? {
    kind: "role",
    account: context.account,
    name: "unknown",
  };
  const { partition, region, now, ids } = context;
  return {
    clusterName,
    principalArn: request.principalArn,
    kubernetesGroups: [...(request.kubernetesGroups ?? groupsOf(request.type))],
    accessEntryArn: `arn:${partition}:eks:${region}:${context.account}:access-entry/${clusterName}/${kind}/${account}/${name}/${ids.uuid()}`,
    createdAt: now,
    modifiedAt: now,
    tags: request.tags ?? {},
    username: request.username ?? defaultUsername(request),
    type: request.type,
    policies: [],
    automatic: request.automatic,
  };
}

/** Type of the entry for nodes of such an AMI. */
export const nodeEntryType = (amiType: string): "EC2_LINUX" | "EC2_WINDOWS" =>
  amiType.startsWith("WINDOWS") ? "EC2_WINDOWS" : "EC2_LINUX";

function groupsOf(type: string): readonly string[] {
  switch (type) {
    case "EC2_LINUX":
    case "HYBRID_LINUX":
      return ["system:nodes"];
    case "EC2_WINDOWS":
      return ["system:nodes", "eks:kube-proxy-windows"];
    case "FARGATE_LINUX":
      return ["system:nodes", "system:bootstrappers", "system:node-proxier"];
    default:
      return [];
  }
}

/** EKS lets the nodes of its groups and profiles in by itself. */
export function admitNodes(context: Context, clusterName: string, principalArn: string, type: string): void {
  const entries = context.use(accessEntries);
  const key = childKey(clusterName, principalArn);
  if (!entries.has(key))
    entries.put(key, newAccessEntry(context, clusterName, { principalArn, type, automatic: true }));
}

/** Takes its own entry away with the last group or profile that has the role. */
export function dismissNodes(context: Context, clusterName: string, principalArn: string): void {
  const groups = context
    .use(nodegroups)
    .list(`${clusterName}/`)
    .some((group) => group.nodeRole === principalArn);
  const profiles = context
    .use(fargateProfiles)
    .list(`${clusterName}/`)
    .some((profile) => profile.podExecutionRoleArn === principalArn);
  const key = childKey(clusterName, principalArn);
  if (groups || profiles) return;
  unmapNodes(context, clusterName, principalArn);
  if (context.use(accessEntries).get(key)?.automatic === true) context.use(accessEntries).delete(key);
}

/** Whom a cluster's creator is known as: the role behind a session, not the session. */
export const creatorPrincipal = (arn: string): string =>
  arn.replace(/:sts::(\d+):assumed-role\/([^/]+)\/.*$/, ":iam::$1:role/$2");

/** The entry of a cluster's creator, with all rights. */
export function admitCreator(context: Context, clusterName: string, creatorArn: string): void {
  const principalArn = creatorPrincipal(creatorArn);
  const key = childKey(clusterName, principalArn);
  if (context.use(accessEntries).has(key)) return;
  const entry = newAccessEntry(context, clusterName, { principalArn, type: "STANDARD", automatic: false });
  const policy = {
    policyArn: accessPolicyArn(context.partition, "AmazonEKSClusterAdminPolicy"),
    accessScope: { type: "cluster" as const, namespaces: [] },
    associatedAt: context.now,
    modifiedAt: context.now,
  };
  context.use(accessEntries).put(key, { ...entry, policies: [policy] });
}

/** An entry as the API shows it. */
export function describedEntry({
  policies: _policies,
  automatic: _automatic,
  ...entry
}: AccessEntry): Api.AccessEntry {
  return entry;
}
