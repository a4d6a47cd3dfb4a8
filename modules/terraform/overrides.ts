import { nearest } from "@eksplan/diagnostics/nearest";
import type { Construct } from "constructs";
import { fail } from "./fail.ts";

/** Arguments of a construct's resources, by the name of the resource: they are merged last. */
export type Override<Configs extends object> = {
  readonly [Resource in keyof Configs]?: Partial<Configs[Resource]>;
};

/** Merges what a caller overrides into the arguments of a construct's resources. */
export class Overrides<Configs extends object> {
  readonly #construct: Construct;
  readonly #given: Override<Configs>;
  readonly #known = new Set<string>();

  constructor(construct: Construct, given: Override<Configs> | undefined) {
    this.#construct = construct;
    this.#given = given ?? {};
  }

  /** The arguments of a resource, with the caller's last. */
  merge<Resource extends keyof Configs & string>(
    resource: Resource,
    config: Configs[Resource],
  ): Configs[Resource] {
    this.#known.add(resource);
    return { ...config, ...this.#given[resource] };
  }

  /** The caller's arguments for a resource that another construct makes. */
  pass<Resource extends keyof Configs & string>(resource: Resource): Partial<Configs[Resource]> {
    this.#known.add(resource);
    return this.#given[resource] ?? {};
  }

  /**
   * To be called when all resources are made.
   * @throws UserError for a resource that is not there
   */
  end(): void {
    for (const name of Object.keys(this.#given)) {
      if (this.#known.has(name)) continue;
      const near = nearest(name, this.#known);
      const hint = near === undefined ? "" : `; did you mean ${near}?`;
      const known = [...this.#known].sort().join(", ");
      fail(
        this.#construct,
        `override.${name}: this construct makes no such resource; it makes ${known}${hint}`,
      );
    }
  }
}
