import type { PartitionId } from "./partitions.ts";

/** What an ARN is made of. Values may be CDKTF string tokens. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
export interface ArnParts {
  readonly partition: PartitionId;
  readonly service: string;
  /** @default - none: the service is global, as IAM */
  readonly region?: string;
  /** Account number, or `aws` for what AWS manages. @default - none: its names are nobody else's, as of a bucket */
  readonly account?: string;
  /** What comes behind the account: `role/deployer`, `log-group:/aws/eks/demo/cluster:*`. */
  readonly resource: string;
}

export const arn = ({ partition, service, region = "", account = "", resource }: ArnParts): string =>
  `arn:${partition}:${service}:${region}:${account}:${resource}`;

/** ARN of a policy that AWS manages. @param name with its path, for example `service-role/AmazonEBSCSIDriverPolicy` */
export const managedPolicyArn = (partition: PartitionId, name: string): string =>
  arn({ partition, service: "iam", account: "aws", resource: `policy/${name}` });

/** The parts of an ARN of whatever partition, an empty text for a part that it has not. */
export interface ParsedArn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  readonly resource: string;
}

/** Reads the six parts of an ARN, without a look at what they say; undefined for any other text. */
export function parseArn(text: string): ParsedArn | undefined {
  const [prefix, partition = "", service = "", region = "", account = "", ...resource] = text.split(":");
  return prefix !== "arn" || resource.length === 0
    ? undefined
    : { partition, service, region, account, resource: resource.join(":") };
}

/** Whether a text has the six parts of an ARN. What they say is not looked at. */
export const isArn = (text: string): boolean => parseArn(text) !== undefined;

/** Part of an ARN behind the fifth colon; empty if the text is no ARN. */
export const resourceOf = (text: string): string => parseArn(text)?.resource ?? "";

/** Whether a text is the ARN of something in IAM of one of these kinds: `role`, `policy`, `user`, `instance-profile`. */
export function isIamArn(text: string, kinds: readonly string[]): boolean {
  const match = /^arn:aws[a-z-]*:iam::(?:\d{12}|aws):([a-z-]+)\/([\w+=,.@/-]+)$/.exec(text);
  return match !== null && kinds.includes(match[1] ?? "");
}

/**
 * What identifies a principal in all forms of its ARN: `111122223333:role/deployer` is the role whatever its path, and
 * every session of it, because the ARN of a session has the role's name without the path.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns
 */
export function principalOf(principalArn: string): string {
  const { account = "", resource = "" } = parseArn(principalArn) ?? {};
  const [kind = "", ...path] = resource.split("/");
  return kind === "assumed-role"
    ? `${account}:role/${path[0] ?? ""}`
    : `${account}:${kind}/${path.at(-1) ?? kind}`;
}
