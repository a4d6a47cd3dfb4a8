import { Token } from "cdktf";
import { arn, parseArn } from "../aws/arn.ts";
import type { PartitionId } from "../aws/partitions.ts";
import type { AccessEntryType } from "../spec/access.ts";

export interface KubernetesIdentityProps {
  readonly principalArn: string;
  /** @default "STANDARD" */
  readonly type?: AccessEntryType | undefined;
  /** @default [] */
  readonly kubernetesGroups?: readonly string[] | undefined;
  /** @default - the name that EKS makes from the ARN */
  readonly userName?: string | undefined;
}

/** Who a principal is in Kubernetes, as `aws_eks_access_entry` takes it. */
export interface KubernetesIdentity {
  readonly kubernetesGroups?: string[];
  readonly userName?: string;
}

/**
 * Groups and user name of an access entry. Both are always sent for people: the provider would leave what it once set, and a
 * group that is taken out of a file would keep its rights. Those of nodes are EKS's own.
 */
export function kubernetesIdentity({
  principalArn,
  type = "STANDARD",
  kubernetesGroups = [],
  userName,
}: KubernetesIdentityProps): KubernetesIdentity {
  const isPerson = type === "STANDARD";
  const name = userName ?? (isPerson ? defaultUserName(principalArn) : undefined);
  return {
    ...((isPerson || kubernetesGroups.length > 0) && { kubernetesGroups: [...kubernetesGroups] }),
    ...(name !== undefined && { userName: name }),
  };
}

/**
 * The Kubernetes user name that EKS makes for a principal whose entry names none: a user's ARN, and of a role its sessions',
 * which have no path. Undefined for an ARN that is not known before apply.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/creating-access-entries.html
 */
export function defaultUserName(principalArn: string): string | undefined {
  const parsed = Token.isUnresolved(principalArn) ? undefined : parseArn(principalArn);
  if (parsed === undefined) return undefined;
  const [kind, ...path] = parsed.resource.split("/");
  if (kind !== "role") return principalArn;
  return arn({
    partition: parsed.partition as PartitionId,
    service: "sts",
    account: parsed.account,
    resource: `assumed-role/${path.at(-1)}/{{SessionName}}`,
  });
}
