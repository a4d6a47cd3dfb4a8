import type { Field } from "../../modules/config/fields.ts";

const SAMPLES: Readonly<Record<Field["kind"], unknown>> = {
  text: "x",
  whole: 1,
  decimal: 1.5,
  flag: true,
  block: {},
  list: [],
  map: {},
  document: { any: ["thing"] },
  "list or map": [],
};

/** A value of the kind that a field takes. */
export function sampleOf({ kind, of, path }: Field): unknown {
  if (/cidr$/.test(path)) return "10.0.0.0/16";
  if (kind === "list" && of !== undefined) return [SAMPLES[of]];
  if (kind === "map" && of !== undefined) return { name: SAMPLES[of] };
  return SAMPLES[kind];
}

/** A value of another kind. */
export const wrongSampleOf = ({ kind }: Field): unknown => (kind === "text" ? 5 : "wrong");

/** A document with one value, at the path of a field, and the path to it. */
export function documentWith(
  field: Field,
  value: unknown,
): { document: unknown; path: readonly (string | number)[] } {
  const steps = field.path.replaceAll("[]", ".[]").split(".");
  const path = steps.map((step) => (step === "[]" ? 0 : step === "*" ? "name" : step));
  const document = path.reduceRight<unknown>(
    (inner, step) => (typeof step === "number" ? [inner] : { [step]: inner }),
    value,
  );
  return { document, path };
}
