/** Where eksplan refuses what eksctl's validation accepts, and why. `docs/eksctl-differences.md` lists them. */
export const STRICTER: Readonly<Record<string, string>> = {
  EKS0001: "an unknown key in a block that eksctl reads with a parser of its own is dropped without a word",
  EKS0304: "a second document is dropped without a word",
  EKS0310: "a tag is dropped without a word",
  EKS0312: "a merge key without a map brings nothing",
  EKS0314: "a key in the wrong letter case is dropped without a word",
  EKS0315: "an empty list item stands for nothing",
};

/** Codes of checks that eksctl does not make begin here. */
export const OWN_CHECKS = 400;

/** Why a refusal with this code is right although eksctl's validation accepts the file; undefined if it is not known. */
export function stricterOnPurpose(code: string): string | undefined {
  const number = Number(code.slice(3));
  return (
    STRICTER[code] ??
    (number >= OWN_CHECKS ? "AWS would refuse it later, or the cluster would not work" : undefined)
  );
}
