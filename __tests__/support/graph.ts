/** Terraform JSON as cdktf writes it, as far as the graph is concerned. */
export interface TerraformDocument {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
}

/** Which resource needs which, from `depends_on` and from references in arguments. */
export class DependencyGraph {
  readonly #needs = new Map<string, ReadonlySet<string>>();

  constructor(document: TerraformDocument) {
    const resources = Object.entries(document.resource ?? {}).flatMap(([type, byName]) =>
      Object.entries(byName).map(([name, body]) => [`${type}.${name}`, body] as const),
    );
    const known: ReadonlySet<string> = new Set(resources.map(([address]) => address));
    for (const [address, { "//": _, ...body }] of resources) {
      const words = JSON.stringify(body).match(/[a-z_]+\.[A-Za-z0-9_-]+/g) ?? [];
      this.#needs.set(address, new Set(words.filter((word) => known.has(word) && word !== address)));
    }
  }

  /** Addresses of a type, or that match. */
  addresses(pattern: RegExp): readonly string[] {
    return [...this.#needs.keys()].filter((address) => pattern.test(address));
  }

  /** Everything that must exist before a resource, directly or not. */
  before(address: string): ReadonlySet<string> {
    const direct = this.#needs.get(address);
    if (direct === undefined) throw new Error(`no ${address}; have ${[...this.#needs.keys()].join(", ")}`);
    const seen = new Set<string>();
    const queue = [...direct];
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      if (seen.has(next)) continue;
      seen.add(next);
      queue.push(...(this.#needs.get(next) ?? []));
    }
    return seen;
  }

  /** Number of direct edges. */
  get size(): number {
    return [...this.#needs.values()].reduce((sum, needs) => sum + needs.size, 0);
  }
}
