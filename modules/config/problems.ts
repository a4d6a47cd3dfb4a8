/** What can be wrong with a file before any rule is asked. */
interface ProblemFacts {
  readonly code: string;
  readonly severity?: "warning";
  /** Short title for `npm run explain`. */
  readonly title: string;
  /** What is allowed and what to do, after what is wrong. */
  readonly remedy: string;
}

export const PROBLEMS = {
  unknownKey: {
    code: "EKS0001",
    title: "unknown key",
    remedy: "only keys of eksctl.io/v1alpha5 are read",
  },
  unreadable: {
    code: "EKS0300",
    title: "a file cannot be read",
    remedy: "name a YAML file, a folder or a pattern that this user may read",
  },
  noFile: {
    code: "EKS0301",
    title: "no cluster file",
    remedy: "name a file, or put one with the ending .yaml or .yml into the folder",
  },
  empty: {
    code: "EKS0302",
    title: "empty file",
    remedy: "a file holds one ClusterConfig; clusters/demo.yaml is one to begin with",
  },
  syntax: { code: "EKS0303", title: "not YAML", remedy: "correct the YAML here or just above" },
  documents: {
    code: "EKS0304",
    title: "more than one document",
    remedy:
      "a file holds one ClusterConfig; move the other to a file of its own (eksctl ignores it without a word)",
  },
  duplicate: {
    code: "EKS0305",
    title: "key given twice",
    remedy: "each key is given once, and << cannot change one; keep one of the two",
  },
  size: {
    code: "EKS0306",
    title: "file too large",
    remedy: "a file has at most 8 MiB and a million values; split it into one file a cluster",
  },
  depth: {
    code: "EKS0307",
    title: "nested too deeply",
    remedy: "64 levels are allowed; the format itself needs ten",
  },
  aliases: { code: "EKS0308", title: "aliases expand too far", remedy: "write out what is needed" },
  anchor: {
    code: "EKS0309",
    title: "unknown anchor",
    remedy: "an anchor (&name) stands above the alias (*name)",
  },
  tag: { code: "EKS0310", title: "unknown tag", remedy: "leave it out; write text in quotes" },
  key: { code: "EKS0311", title: "key is not a word", remedy: "write a word before the colon" },
  merge: { code: "EKS0312", title: "<< without a map", remedy: "give an alias of a map" },
  encoding: { code: "EKS0313", title: "not UTF-8", remedy: "save the file as UTF-8" },
  letterCase: {
    code: "EKS0314",
    title: "key in the wrong letter case",
    remedy: "keys are read with their letter case (eksctl ignores this one without a word)",
  },
  type: { code: "EKS0315", title: "value of the wrong kind", remedy: "" },
  range: {
    code: "EKS0316",
    title: "not a range of addresses",
    remedy: 'a range is an address, a slash and a length, for example "10.0.0.0/16"',
  },
  sameName: {
    code: "EKS0317",
    title: "two files with one cluster name",
    remedy: "a name is one stack; rename one of the clusters",
  },
  profile: {
    code: "EKS0318",
    title: "unknown profile",
    remedy: "the profiles are secure, production and eksctl",
  },
  annotation: {
    code: "EKS0319",
    title: "unknown setting",
    remedy: "settings under eksplan.dev/ are profile, allow, zone-ids and bootstrap",
  },
  allow: {
    code: "EKS0320",
    title: "acceptance that cannot be read",
    remedy: "write one line for each: the code of a warning and the reason",
  },
  allowUnused: {
    code: "EKS0321",
    severity: "warning",
    title: "acceptance without a warning",
    remedy: "the file gives no such warning; remove the line",
  },
  zoneIds: {
    code: "EKS0322",
    title: "zone ids that cannot be used",
    remedy: 'give two to six ids of the region, for example "euc1-az1, euc1-az2"',
  },
  more: {
    code: "EKS0324",
    title: "too many mistakes to name",
    remedy: "correct those that are named first",
  },
  otherKind: {
    code: "EKS0325",
    title: "file of another kind",
    remedy:
      "a folder of cluster files holds nothing else; move it to a folder beside them, for example clusters/bootstrap, from where a playbook can apply it (docs/bootstrap.md)",
  },
  notProvisioned: {
    code: "EKS0349",
    title: "understood, not provisioned yet",
    remedy: "",
  },
} as const satisfies Readonly<Record<string, ProblemFacts>>;

export type ProblemKind = keyof typeof PROBLEMS;

/** A problem at an offset of the text, before it becomes an issue of a file. */
export interface Problem {
  readonly kind: ProblemKind;
  readonly offset: number;
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** `wrong` says what is wrong; what is allowed and what to do is added. */
export function problem(
  kind: ProblemKind,
  offset: number,
  wrong: string,
  path: readonly (string | number)[] = [],
): Problem {
  const { remedy } = PROBLEMS[kind];
  return { kind, offset, path, message: remedy === "" ? wrong : `${wrong}; ${remedy}` };
}
