import data from "../data/managed-policies.json" with { type: "json" };

/** A policy that AWS keeps. */
export interface AwsManagedPolicy {
  readonly name: string;
  readonly path: string;
  readonly versionId: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  /** Known for those that clusters and their add-ons use. */
  readonly document: object | undefined;
}

type Row = readonly [path: string, version: string, created: string, document?: object];

const rows = data as unknown as Readonly<Record<string, Row>>;

const fromRow = (name: string, [path, versionId, created, document]: Row): AwsManagedPolicy => ({
  name,
  path,
  versionId,
  createdAt: Date.parse(created),
  document,
});

/** The policy behind an ARN such as `arn:aws:iam::aws:policy/service-role/AmazonEBSCSIDriverPolicy`. */
export function managedPolicy(arn: string): AwsManagedPolicy | undefined {
  const match = /^arn:aws[a-z-]*:iam::aws:policy(\/(?:.*\/)?)([^/]+)$/.exec(arn);
  const name = match?.[2] ?? "";
  const row = Object.hasOwn(rows, name) ? rows[name] : undefined;
  return row === undefined || row[0] !== match?.[1] ? undefined : fromRow(name, row);
}

export const managedPolicies = (): readonly AwsManagedPolicy[] =>
  Object.entries(rows).map(([name, row]) => fromRow(name, row));
