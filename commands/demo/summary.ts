import * as z from "zod";

/** The parts of `terraform show -json` that are read here. */
const State = z.object({
  values: z.object({
    outputs: z.record(z.string(), z.object({ value: z.unknown() })).default({}),
    root_module: z.object({
      resources: z.array(z.object({ type: z.string(), mode: z.string() })).default([]),
    }),
  }),
});

/** What was created, by kind, and the outputs, as text. */
export function summary(stateJson: string): string {
  const { values } = State.parse(JSON.parse(stateJson));
  const managed = values.root_module.resources.filter(({ mode }) => mode === "managed");
  const counts = new Map<string, number>();
  for (const { type } of managed) counts.set(type, (counts.get(type) ?? 0) + 1);
  const kinds = [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
  const width = Math.max(
    ...kinds.map(([type]) => type.length),
    ...Object.keys(values.outputs).map((name) => name.length),
  );
  return [
    `Created ${managed.length} resources:`,
    ...kinds.map(([type, count]) => `  ${type.padEnd(width)}  ${count}`),
    "Outputs:",
    ...Object.entries(values.outputs).map(([name, { value }]) => `  ${name.padEnd(width)}  ${text(value)}`),
  ].join("\n");
}

const text = (value: unknown): string => (Array.isArray(value) ? value.join(", ") : String(value));
