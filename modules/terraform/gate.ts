type Body = Readonly<Record<string, unknown>>;

/** Terraform JSON, as far as the graph is concerned. */
export interface Document {
  readonly terraform?: { readonly required_providers?: Readonly<Record<string, unknown>> };
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Body>>>>;
}

const ADDRESS = /(?<![\w.])([a-z][a-z0-9_]*\.[A-Za-z0-9_-]+)/g;

/** Managed resources that a body names: in `depends_on`, and within the expressions of its texts. */
function named(value: unknown, isAddress: boolean, known: ReadonlySet<string>, into: Set<string>): void {
  if (typeof value === "string") {
    if (!isAddress && !value.includes("${")) return;
    for (const [, address = ""] of value.matchAll(ADDRESS)) if (known.has(address)) into.add(address);
  } else if (value !== null && typeof value === "object") {
    for (const [key, item] of Object.entries(value)) {
      if (key === "//") continue;
      const isList = key === "depends_on" || key === "replace_triggered_by";
      named(item, isAddress || isList, known, into);
    }
  }
}

/**
 * Makes the roots of a provider's resources wait for one resource: those that wait for no other resource of that
 * provider. The rest waits through them, so the graph gains as few edges as there are roots. Data sources are left
 * alone, because one that waits for a resource is read at apply only.
 * @param prefix of the resource types, `aws_`
 */
export function gateRoots<T extends Document>(document: T, gate: string, prefix: string): T {
  const { resource = {} } = document;
  const bodies = new Map<string, Body>(
    Object.entries(resource).flatMap(([type, byName]) =>
      Object.entries(byName).map(([name, body]) => [`${type}.${name}`, body] as const),
    ),
  );
  const known: ReadonlySet<string> = new Set<string>(bodies.keys());
  const verdicts = new Map<string, boolean>();
  /** Whether anything of the provider's comes before. */
  const hasOthersBefore = (address: string): boolean => {
    const verdict = verdicts.get(address);
    if (verdict !== undefined) return verdict;
    verdicts.set(address, false);
    const before = new Set<string>();
    named(bodies.get(address), false, known, before);
    const found = [...before].some(
      (other) => other !== address && (other.startsWith(prefix) || hasOthersBefore(other)),
    );
    verdicts.set(address, found);
    return found;
  };
  const gated = Object.entries(resource).map(([type, byName]) => [
    type,
    type.startsWith(prefix)
      ? Object.fromEntries(
          Object.entries(byName).map(([name, body]) => {
            if (hasOthersBefore(`${type}.${name}`)) return [name, body];
            const after = (body["depends_on"] ?? []) as readonly string[];
            return [name, { ...body, depends_on: [...after, gate] }];
          }),
        )
      : byName,
  ]);
  return { ...document, resource: Object.fromEntries(gated) };
}
