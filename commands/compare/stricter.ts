import { rules } from "../../modules/config/rules/rules.ts";

/** Where eksplan refuses what eksctl's validation accepts, and why. `docs/eksctl-differences.md` lists them. */
export const STRICTER: Readonly<Record<string, string>> = {
  EKS0001: "an unknown key in a block that eksctl reads with a parser of its own is dropped without a word",
  EKS0014: "eksctl refuses an unknown region too, when it first asks AWS",
  EKS0015: "eksctl refuses it too, when it asks EKS which versions there are",
  EKS0023: "what is no IPv4 range is refused by EKS",
  EKS0048: "eksctl refuses it too, when it builds the stack of the cluster",
  EKS0049: "eksctl refuses it too, when it builds the stack of the cluster",
  EKS0050: "eksctl refuses it too, when it builds the stack of the cluster",
  EKS0051: "eksctl refuses it too, when it builds the stack of the cluster",
  EKS0053: "two entries of one zone leave one subnet a kind, and EKS needs two zones",
  EKS0055: "eksctl refuses it too, when it looks for the zone in AWS",
  EKS0056: "eksctl refuses it too, when it builds the stack of the cluster",
  EKS0059: "eksctl refuses it too, when it looks for the subnet in AWS",
  EKS0060: "nodes without a subnet: eksctl refuses it later, or makes a group that never gets a node",
  EKS0069: "eksctl refuses it too, when it builds the stack of the cluster",
  EKS0076: "EKS needs the networks of the nodes where it has those of their pods",
  EKS0083: "EKS takes ranges of private networks only",
  EKS0127: "eksctl checks it in another command, and EKS refuses it",
  EKS0128: "eksctl crashes, or EKS refuses it",
  EKS0132: "eksctl checks it in another command, and EKS refuses it",
  EKS0151: "eksctl refuses it too, when it asks the Outpost",
  EKS0152: "eksctl refuses it too, when it asks the Outpost",
  EKS0158: "eksctl refuses it too, when it asks the Outpost",
  EKS0168: "eksctl does not look at additional volumes, and EC2 refuses it",
  EKS0169: "eksctl does not look at additional volumes, and EC2 refuses it",
  EKS0170: "eksctl does not look at additional volumes, and EC2 refuses it",
  EKS0171: "eksctl does not look at additional volumes, and a key without encryption has no effect",
  EKS0177: "eksctl refuses it too, once the cluster exists",
  EKS0190: "eksctl refuses it too, once the cluster exists",
  EKS0192: "eksctl refuses it too, once the cluster exists",
  EKS0193: "eksctl refuses it too, once the cluster exists",
  EKS0195: "eksctl refuses it too, once the cluster exists",
  EKS0197: "eksctl refuses it too, once the cluster exists",
  EKS0204: "kubelet would not start with it",
  EKS0215: "eksctl checks it for self-managed groups only, and Auto Scaling refuses it",
  EKS0216: "eksctl refuses it too, once the cluster exists",
  EKS0220: "eksctl refuses it too, once the cluster exists",
  EKS0222: "AWS has no image for the family and the version",
  EKS0223: "eksctl refuses it too, once the cluster exists",
  EKS0224: "eksctl refuses it too, when it asks EC2 for types",
  EKS0248: "eksctl refuses it too, once the cluster exists",
  EKS0250: "eksctl refuses it too, once the cluster exists",
  EKS0304: "a second document is dropped without a word",
  EKS0310: "a tag is dropped without a word",
  EKS0312: "a merge key without a map brings nothing",
  EKS0314: "a key in the wrong letter case is dropped without a word",
  EKS0315: "an empty list item stands for nothing",
};

/** Codes of checks that eksctl does not make begin here. */
export const OWN_CHECKS = 400;

/** Why a refusal with this code is right although eksctl's validation accepts the file; undefined if it is not known. */
export const stricterOnPurpose = (code: string): string | undefined =>
  STRICTER[code] ??
  (Number(code.slice(3)) >= OWN_CHECKS ? rules.find((rule) => rule.code === code)?.explanation : undefined);
