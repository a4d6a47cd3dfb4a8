/** What the value lacks of the expectation, as `path: what` lines. */
export function mismatches(expected: unknown, actual: unknown, path = ""): readonly string[] {
  const at = path === "" ? "the output" : path;
  if (expected instanceof RegExp)
    return typeof actual === "string" && expected.test(actual)
      ? []
      : [`${at} is ${show(actual)}, not ${expected}`];
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual)) return [`${at} is ${show(actual)}, not a list`];
    // An empty list stands for "nothing at all", everything else for "among others".
    if (expected.length === 0) return actual.length === 0 ? [] : [`${at} is not empty: ${show(actual)}`];
    return expected
      .filter((one) => !actual.some((other) => mismatches(one, other).length === 0))
      .map((one) => `${at} has no ${show(one)}: ${show(actual)}`);
  }
  if (typeof expected === "object" && expected !== null) {
    if (typeof actual !== "object" || actual === null) return [`${at} is ${show(actual)}`];
    return Object.entries(expected).flatMap(([name, value]) =>
      mismatches(value, (actual as Record<string, unknown>)[name], path === "" ? name : `${path}.${name}`),
    );
  }
  return Object.is(expected, actual) ? [] : [`${at} is ${show(actual)}, not ${show(expected)}`];
}

const show = (value: unknown) =>
  (JSON.stringify(value, (_, inner) => (inner instanceof RegExp ? String(inner) : inner)) ?? "missing").slice(
    0,
    400,
  );

export class Unresolved extends Error {}

/** The input with references to earlier outputs replaced. Throws Unresolved if there is no such output. */
export function resolve(input: unknown, outputs: ReadonlyMap<string, unknown>): unknown {
  if (typeof input === "string") {
    const whole = REFERENCE.exec(input);
    if (whole !== null && whole[0] === input) return lookUp(whole[1] ?? "", outputs);
    return input.replaceAll(new RegExp(REFERENCE, "g"), (_, path: string) => String(lookUp(path, outputs)));
  }
  if (Array.isArray(input)) return input.map((one) => resolve(one, outputs));
  if (input instanceof RegExp) return input;
  if (typeof input === "object" && input !== null)
    return Object.fromEntries(Object.entries(input).map(([name, value]) => [name, resolve(value, outputs)]));
  return input;
}

const REFERENCE = /\{([a-z]\w*(?:\.\w+)+)\}/;

function lookUp(path: string, outputs: ReadonlyMap<string, unknown>): unknown {
  const [name = "", ...members] = path.split(".");
  let value = outputs.get(name);
  for (const member of members)
    value =
      typeof value === "object" && value !== null ? (value as Record<string, unknown>)[member] : undefined;
  if (value === undefined) throw new Unresolved(`there is no ${path}`);
  return value;
}
