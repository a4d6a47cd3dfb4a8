import { complete } from "../../modules/config/defaults/complete.ts";
import { DEVIATIONS } from "../../modules/config/defaults/deviations.ts";
import { fields } from "../../modules/config/fields.ts";
import { PROFILES, type Profile } from "../../modules/config/profile.ts";
import type { ClusterConfig } from "../../modules/config/schema/cluster-config.ts";

/** A file that says as little as a file can. */
export const SILENT: ClusterConfig = {
  apiVersion: "eksctl.io/v1alpha5",
  kind: "ClusterConfig",
  metadata: { name: "example", region: "eu-central-1" },
  managedNodeGroups: [{ name: "nodes" }],
};

function valuesAt(value: unknown, steps: readonly string[]): readonly unknown[] {
  const [step, ...rest] = steps;
  if (step === undefined) return [value];
  if (step === "[]") return Array.isArray(value) ? value.flatMap((item) => valuesAt(item, rest)) : [];
  return typeof value === "object" && value !== null
    ? valuesAt((value as Record<string, unknown>)[step], rest)
    : [];
}

/** Value of a field in the completed silent file, for a table. */
export function defaultOf(field: string, profile: Profile): string {
  const completed = complete(SILENT, profile);
  if (field === "availabilityZones")
    return completed.eksplan.zones.map(({ name, id }) => name ?? id).join(", ");
  const values = valuesAt(completed, field.replaceAll("[]", ".[]").split(".")).flat();
  const found = values.filter((value) => value !== undefined).map(String);
  return found.length === 0 ? "–" : found.join(", ");
}

const row = (cells: readonly string[]) =>
  `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;

/** Text of `docs/defaults.md`. */
export function defaultsDocument(): string {
  const deviations = DEVIATIONS.map(({ field, why, back }) =>
    row([
      `\`${field}\``,
      ...(["eksctl", "secure", "production"] as const).map((each) => defaultOf(field, each)),
      why,
      back ?? "–",
    ]),
  );
  const rest = fields()
    .filter(
      ({ path, eksctlDefault }) =>
        eksctlDefault !== undefined && !DEVIATIONS.some(({ field }) => field === path),
    )
    .map(({ path, eksctlDefault }) => row([`\`${path}\``, eksctlDefault ?? ""]));
  return `<!-- Made by "npm run docs" from modules/config/defaults. -->

# Defaults

What a file says is done exactly. Where it is silent, the profile decides: \`metadata.annotations\` →
\`eksplan.dev/profile: ${PROFILES.join("` or `")}\`. Without the annotation it is \`${PROFILES[0]}\`.

- \`secure\`: safe defaults, except where they would break a first deploy from a laptop.
- \`production\`: safe defaults without exception. A file that contradicts them is refused, and an access entry must name an administrator.
- \`eksctl\`: eksctl's own defaults, for clusters that exist already.

## Where eksplan differs from eksctl

Values are those of a file with a name, a region and one managed node group. Fields under \`eksplan\` are decisions for
which eksctl's format has no key. What is said of \`managedNodeGroups\` holds for \`nodeGroups\` too, where it has the key.

${row(["Field", "eksctl", "secure", "production", "Why", "To have it otherwise"])}
|---|---|---|---|---|---|
${deviations.join("\n")}

## Where eksplan does as eksctl does

${row(["Field", "Where the file is silent"])}
|---|---|
${rest.join("\n")}
`;
}
