import type { CompiledPlaybook, CompiledUnit } from "@eksplan/playbook/ir";

const address = ({ key }: CompiledUnit): string => `null_resource.bootstrap_${key}`;

/** What a bootstrap consists of, for people: one line a task, with what it needs. */
export function describe({ plays, units, requires, file }: CompiledPlaybook): string {
  const lines = [`${file}: ${units.length} step${units.length === 1 ? "" : "s"}`];
  for (const [index, { name }] of plays.entries()) {
    lines.push("", `PLAY [${name}]`);
    for (const unit of units.filter((candidate) => candidate.play === index)) {
      const [first] = unit.body;
      const names = unit.body.map((node) => node.name).join(" + ");
      const items =
        unit.items === undefined
          ? ""
          : ` × ${Object.keys(unit.items).length} (${Object.keys(unit.items).join(", ")})`;
      lines.push(`  ${unit.key}: ${names}${items}`);
      if (first !== undefined) lines.push(`    at ${first.position.file}:${first.position.line}`);
      if (unit.prelude.length > 0)
        lines.push(`    first reads: ${unit.prelude.map(({ name: prelude }) => prelude).join(", ")}`);
      if (unit.body.length > 1)
        lines.push(
          "    one step, since later tasks need the result of an earlier one that changes something",
        );
      if (unit.notifiedBy !== undefined) lines.push(`    handler of: ${unit.notifiedBy.join(", ")}`);
      if (unit.eks !== undefined && unit.eks.length > 0)
        lines.push(`    reads: ${unit.eks.map((name) => `eks.${name}`).join(", ")}`);
      if (unit.tags.length > 0) lines.push(`    tags: ${unit.tags.join(", ")}`);
    }
  }
  for (const { tool, minimum, neededBy } of requires)
    lines.push(
      "",
      `needs ${tool}${minimum === undefined ? "" : ` >= ${minimum}`} for ${neededBy.join(", ")}`,
    );
  return lines.join("\n");
}

/** Units that carry one of these tags; without tags, all. */
export function withTags(playbook: CompiledPlaybook, tags: readonly string[]): readonly CompiledUnit[] {
  if (tags.length === 0) return playbook.units;
  return playbook.units.filter(
    (unit) => unit.tags.includes("always") || unit.tags.some((tag) => tags.includes(tag)),
  );
}

/** `-replace` for each step, to run some of them again; quoted for a POSIX shell. */
export function targets(units: readonly CompiledUnit[]): string {
  return units
    .flatMap((unit) =>
      unit.items === undefined
        ? [address(unit)]
        : Object.keys(unit.items).map((item) => `${address(unit)}[${quoted(item)}]`),
    )
    .map((one) => `-replace='${one.replaceAll("'", "'\\''")}'`)
    .join(" \\\n");
}

/** A key as Terraform writes it. */
const quoted = (text: string): string => JSON.stringify(text).replaceAll(/([$%])\{/g, "$1$1{");
