/** Who sees to it that a file which a rule of eksctl refuses does no harm, where no rule here repeats it. */
export type Judge =
  /** Reading the file finds it, with these codes. */
  | { readonly by: "shape"; readonly codes: readonly string[] }
  /** Other rules find it, with these codes. */
  | { readonly by: "rule"; readonly codes: readonly string[] }
  /** It cannot be asked for: synth refuses these fields (EKS0349). */
  | { readonly by: "notProvisioned"; readonly fields: readonly string[] }
  /** What is filled in where the file is silent can never be wrong in this way. */
  | { readonly by: "default"; readonly why: string }
  /** Terraform's AWS provider fails at plan, because every stack has this in it. */
  | { readonly by: "provider"; readonly address: string; readonly why: string }
  /** It fails at apply, before anything is created. */
  | { readonly by: "apply"; readonly address: string; readonly why: string }
  /** Nobody. */
  | { readonly by: "none"; readonly why: string };

/** What the kinds mean, in the order in which the document counts them. */
export const JUDGES: Readonly<Record<Judge["by"], string>> = {
  shape: "reading the file: keys and kinds of values",
  rule: "rules of other numbers",
  notProvisioned:
    "nobody has to yet: the fields are refused (EKS0349); `npm run validate -- --as eksctl` takes what eksctl refuses",
  default: "defaults: what is filled in is right",
  provider: "Terraform's AWS provider, at plan",
  apply: "the apply, before anything is created",
  none: "nobody",
};

const LAUNCH_TEMPLATE: Judge = { by: "notProvisioned", fields: ["managedNodeGroups[].launchTemplate"] };
const SUBNETS: Judge = { by: "notProvisioned", fields: ["vpc.id", "vpc.subnets"] };

/**
 * Rules of eksctl that no rule here repeats. A test checks every claim: that the codes exist, that synth refuses the fields,
 * that a stack has the addresses.
 */
export const ELSEWHERE: Readonly<Record<string, Judge>> = {
  V1: { by: "shape", codes: ["EKS0001", "EKS0314"] },
  V7: { by: "shape", codes: ["EKS0315"] },
  V8: { by: "shape", codes: ["EKS0001"] },
  V13: {
    by: "apply",
    address: "null_resource.bootstrap_preflight",
    why: "it looks for flux before the first AWS object is made; of a manual bootstrap the playbook does when it is run",
  },
  V16: { by: "default", why: "every word resolves to a version of this release's table" },
  V17: {
    by: "provider",
    address: "data.aws_caller_identity.account",
    why: "STS is asked for the account, by the provider itself and by the stack",
  },
  V52: {
    by: "default",
    why: "every region in the table of zones has two; an isolated region, which is not in it, gets three by letter",
  },
  V57: SUBNETS,
  V58: SUBNETS,
  V61: SUBNETS,
  V62: { by: "notProvisioned", fields: ["privateCluster", "vpc.subnets"] },
  V70: { by: "notProvisioned", fields: ["kubernetesNetworkConfig.ipFamily", "vpc.id"] },
  V129: { by: "notProvisioned", fields: ["capabilities"] },
  V160: { by: "notProvisioned", fields: ["outpost"] },
  V162: { by: "notProvisioned", fields: ["outpost", "vpc.subnets"] },
  V221: { by: "notProvisioned", fields: ["nodeGroups", "managedNodeGroups[].ami"] },
  V225: { by: "notProvisioned", fields: ["nodeGroups", "managedNodeGroups[].efaEnabled"] },
  V244: LAUNCH_TEMPLATE,
  V245: LAUNCH_TEMPLATE,
  V246: LAUNCH_TEMPLATE,
  V247: LAUNCH_TEMPLATE,
  V251: { by: "shape", codes: ["EKS0001"] },
};

/** A claim as the document makes it. */
export function sayWho(judge: Judge): string {
  switch (judge.by) {
    case "shape":
    case "rule":
      return `${judge.by}: ${judge.codes.join(", ")}`;
    case "notProvisioned":
      return `not checked: synth refuses ${judge.fields.map((field) => `\`${field}\``).join(", ")}`;
    case "default":
    case "none":
      return `${judge.by === "none" ? "not checked" : "default"}: ${judge.why}`;
    case "provider":
    case "apply":
      return `${judge.by}, \`${judge.address}\`: ${judge.why}`;
  }
}
