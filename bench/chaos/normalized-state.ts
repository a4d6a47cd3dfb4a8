import * as z from "zod";

/** The parts of `terraform show -json PLAN` that are compared: the state as the plan has found it. @see https://developer.hashicorp.com/terraform/internals/json-format#plan-representation */
const Plan = z.object({
  prior_state: z.object({
    values: z
      .object({
        root_module: z
          .object({
            resources: z
              .array(
                z.object({
                  address: z.string(),
                  mode: z.string(),
                  tainted: z.boolean().optional(),
                  values: z.record(z.string(), z.unknown()),
                }),
              )
              .default([]),
          })
          .default({ resources: [] }),
      })
      .optional(),
  }),
});

/** Texts that AWS, or chance, makes up: each is told by its form. */
const MADE_UP: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, "uuid"],
  [/\br-rtb-[0-9a-f]+\b/g, "route"],
  [/\b[a-z]+(?:-[a-z]+)*-[0-9a-f]{17}\b/g, "id"],
  [/\b(?:AROA|AIDA|ANPA|AIPA)[A-Z0-9]{17}\b/g, "iam-id"],
  [/\b20\d{16}[0-9a-f]{8}\b/g, "suffix"],
  [/\b20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)/g, "time"],
  [/\b20\d\d-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)? [+-]\d{4} \w+/g, "time"],
  [/\b[0-9a-f]{64}\b/g, "hash"],
  [/\b[0-9A-Fa-f]{40}\b/g, "hash"],
  [/\b[0-9A-F]{32}\b/g, "cluster-id"],
  [/127\.0\.0\.1:\d+/g, "host"],
  [/LS0t[A-Za-z0-9+/=]{100,}/g, "certificate"],
  [/\b\d{15,20}\b/g, "number"],
];

/** Attributes of which EC2 and the provider make up the whole. */
const MADE_UP_ATTRIBUTES: ReadonlySet<string> = new Set([
  "public_ip",
  "private_ip",
  "public_dns",
  "private_dns",
  "ptr_record",
  "network_interface",
]);

/**
 * The state that a plan has found, as text in which two deployments of one file are equal: what AWS made up is replaced by the address of the resource
 * whose identifier it is, or by its kind, and lists without order are sorted. One line a resource, tainted ones marked.
 */
export function normalizedState(json: string): readonly string[] {
  const resources = [...(Plan.parse(JSON.parse(json)).prior_state.values?.root_module.resources ?? [])]
    .filter(({ mode }) => mode === "managed")
    .sort((a, b) => (a.address < b.address ? -1 : 1));
  const known = new Map<string, string>();
  for (const { address, values } of resources) {
    for (const key of ["id", "arn"]) {
      const text = String(values[key] ?? "");
      for (const [pattern] of MADE_UP)
        for (const [found] of text.matchAll(pattern)) if (!known.has(found)) known.set(found, `<${address}>`);
    }
  }
  const normalize = (value: unknown, name = ""): unknown => {
    if (typeof value === "string")
      return MADE_UP_ATTRIBUTES.has(name) && value !== "" ? `<${name}>` : renamed(value, known);
    if (value === null || typeof value !== "object") return value;
    if (Array.isArray(value)) return value.map((item) => normalize(item)).sort(byJson);
    const entries = Object.entries(value)
      .map(([key, item]): [string, unknown] => [renamed(key, known), normalize(item, key)])
      .sort(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(entries);
  };
  return resources.map(
    ({ address, tainted, values }) =>
      `${address}${tainted === true ? " (tainted)" : ""} ${JSON.stringify(normalize(values))}`,
  );
}

const byJson = (a: unknown, b: unknown): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);

function renamed(text: string, known: ReadonlyMap<string, string>): string {
  return MADE_UP.reduce(
    (result, [pattern, kind]) => result.replaceAll(pattern, (found) => known.get(found) ?? `<${kind}>`),
    text,
  );
}

/** What is in one of two normalized states and not in the other. */
export function differences(expected: readonly string[], found: readonly string[]): readonly string[] {
  const [before, after] = [new Set(expected), new Set(found)];
  return [
    ...expected.filter((line) => !after.has(line)).map((line) => `- ${line}`),
    ...found.filter((line) => !before.has(line)).map((line) => `+ ${line}`),
  ];
}
