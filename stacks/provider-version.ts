import type { Document } from "../modules/terraform/gate.ts";

/** Lowest version of hashicorp/aws that the constructs work with. */
const LOWEST = "5.100.0";

/** Resource types, and arguments as `<type>.<argument>`, that version 5.100 lacks, with the version that brought them. */
const BROUGHT_BY: Readonly<Record<string, string>> = {
  "aws_eks_cluster.deletion_protection": "6.10.0",
  "aws_eks_cluster.control_plane_scaling_config": "6.23.0",
  aws_eks_capability: "6.24.0",
};

/** Order of versions by their numbers: 6.9.0 comes before 6.10.0. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split(".").map(Number)) as [number[], number[]];
  const position = left.findIndex((number, index) => number !== right[index]);
  return position < 0 ? 0 : left[position]! - (right[position] ?? 0);
}

/** The lowest version of hashicorp/aws that knows every type and argument of a stack. */
export function lowestProvider({ resource = {} }: Document): string {
  const used = Object.entries(resource).flatMap(([type, byName]) => [
    type,
    ...Object.values(byName).flatMap((body) => Object.keys(body).map((argument) => `${type}.${argument}`)),
  ]);
  const needed = used.flatMap((name) => (Object.hasOwn(BROUGHT_BY, name) ? [BROUGHT_BY[name]!] : []));
  return [LOWEST, ...needed].sort(compareVersions).at(-1)!;
}

/** Names hashicorp/aws by its source, with that version as the lowest. */
export function withProviderVersion<T extends Document>(document: T): T {
  const { terraform = {} } = document;
  const aws = { source: "hashicorp/aws", version: `>= ${lowestProvider(document)}, < 7.0.0` };
  return {
    ...document,
    terraform: { ...terraform, required_providers: { ...terraform.required_providers, aws } },
  };
}
