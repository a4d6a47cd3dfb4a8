import { createHash } from "node:crypto";

/**
 * Parts of Terraform addresses for things that have an ARN: the name in the ARN, without account or path. Names that two
 * of them share get a hash of their ARN, both of them, so that neither depends on the order.
 */
export function arnKeys(arns: readonly string[]): readonly string[] {
  const nameOf = (arn: string) => arn.slice(arn.lastIndexOf("/") + 1).replaceAll(/[^A-Za-z0-9_-]/g, "_");
  const names = arns.map(nameOf);
  return names.map((name, index) =>
    names.filter((other) => other === name).length === 1
      ? name
      : `${name}_${createHash("sha256").update(arns[index]!).digest("hex").slice(0, 8)}`,
  );
}
