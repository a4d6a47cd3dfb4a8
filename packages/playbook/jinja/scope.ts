import type { Environment } from "./environment.ts";
import { TemplateError } from "./error.ts";
import type { Scope } from "./evaluate.ts";
import { isTemplate, renderText, unsafeText } from "./render.ts";
import { isDict } from "./value.ts";

/** Whether any text inside a value is a template, or is marked as being none. */
export function holdsTemplate(value: unknown): boolean {
  if (typeof value === "string") return isTemplate(value);
  if (Array.isArray(value)) return value.some(holdsTemplate);
  if (unsafeText(value) !== undefined) return true;
  return isDict(value) && Object.entries(value).some(([key, item]) => isTemplate(key) || holdsTemplate(item));
}

/**
 * Variables in layers, the last one strongest. Texts of a `templates` layer were written in the playbook and are
 * rendered when they are read; `data` came from outside (Terraform, results, lookups) and never is.
 */
export class Variables implements Scope {
  readonly #layers: Map<string, { readonly value: unknown; readonly isTemplate: boolean }>[] = [];
  #environment: Environment;
  readonly #rendered = new Map<string, unknown>();
  readonly #busy = new Set<string>();

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  get environment(): Environment {
    return this.#environment;
  }

  /** Lookups need the variables and are themselves part of the environment, so they come last. */
  useEnvironment(environment: Environment): void {
    this.#environment = environment;
    this.#rendered.clear();
  }

  templates(values: Readonly<Record<string, unknown>>): this {
    return this.#add(values, true);
  }

  data(values: Readonly<Record<string, unknown>>): this {
    return this.#add(values, false);
  }

  #add(values: Readonly<Record<string, unknown>>, isWritten: boolean): this {
    const entries = Object.entries(values).map(
      ([name, value]) => [name, { value, isTemplate: isWritten && holdsTemplate(value) }] as const,
    );
    this.#layers.push(new Map(entries));
    this.#rendered.clear();
    return this;
  }

  /** A copy that can be added to without changing this one. */
  fork(environment: Environment = this.#environment): Variables {
    const copy = new Variables(environment);
    copy.#layers.push(...this.#layers);
    return copy;
  }

  names(): readonly string[] {
    return [...new Set(this.#layers.flatMap((layer) => [...layer.keys()]))].sort();
  }

  get(name: string): unknown {
    const layer = this.#layers.findLast((candidate) => candidate.has(name));
    const entry = layer?.get(name);
    if (entry === undefined) return undefined;
    if (!entry.isTemplate) return entry.value;
    if (!this.#rendered.has(name))
      this.#rendered.set(
        name,
        this.#guarded(name, () => this.#lazy(entry.value, name)),
      );
    return this.#rendered.get(name);
  }

  #guarded<T>(name: string, work: () => T): T {
    if (this.#busy.has(name))
      throw new TemplateError(`recursive loop detected in the template of variable '${name}'`);
    this.#busy.add(name);
    try {
      return work();
    } finally {
      this.#busy.delete(name);
    }
  }

  /** Collections render an item when it is read, so that a broken item hurts only who needs it. */
  #lazy(value: unknown, name: string): unknown {
    if (typeof value === "string") return renderText(value, this, this.#environment);
    const unsafe = unsafeText(value);
    if (unsafe !== undefined) return unsafe;
    if (!holdsTemplate(value)) return value;
    if (Array.isArray(value)) {
      const items: unknown[] = [];
      for (const [index, item] of value.entries()) this.#define(items, String(index), item, name);
      return items;
    }
    const result: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
    for (const [key, item] of Object.entries(value as Record<string, unknown>)) {
      this.#define(
        result,
        isTemplate(key) ? String(renderText(key, this, this.#environment)) : key,
        item,
        name,
      );
    }
    return result;
  }

  #define(target: object, key: string, value: unknown, name: string): void {
    if (!holdsTemplate(value)) {
      Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
      return;
    }
    const path = `${name}.${key}`;
    const get = (): unknown => {
      const rendered = this.#guarded(path, () => this.#lazy(value, path));
      Object.defineProperty(target, key, {
        value: rendered,
        enumerable: true,
        configurable: true,
        writable: true,
      });
      return rendered;
    };
    Object.defineProperty(target, key, { get, enumerable: true, configurable: true });
  }
}
