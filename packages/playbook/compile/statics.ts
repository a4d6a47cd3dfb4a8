import type { Json } from "../ir.ts";
import { TemplateError, TemplateSyntaxError } from "../jinja/error.ts";
import { evaluateCondition, renderValue } from "../jinja/render.ts";
import { Variables } from "../jinja/scope.ts";
import { standard } from "../jinja/standard.ts";
import { Float, isDict } from "../jinja/value.ts";
import { addText, addValue, addVariables, type Needs, noNeeds } from "./references.ts";

/** A value that synth could work out, or could not. */
export type Known<T> = { readonly value: T } | undefined;

/** Functions that answer the same at synth and at run time. */
const PURE_FUNCTIONS = new Set(["range", "dict", "namespace", "cycler", "joiner"]);
const IMPURE_FILTERS =
  /(?:^|\.)(?:random|shuffle|password_hash|realpath|expandvars|expanduser|fileglob|vault|unvault|to_uuid|random_mac)$/;

export interface StaticValues {
  /** `eks.*` that are known at synth. */
  readonly eks: Readonly<Record<string, Json>>;
  /** Variables from outside, above those of the playbook; already part of every task's. */
  readonly given: Readonly<Record<string, Json>>;
  /** Names that a task sets while the playbook runs. */
  readonly runtime: ReadonlySet<string>;
}

/** Plain data out of what the template engine gives back; anything else is not known. */
function toJson(value: unknown): Known<Json> {
  if (value === null || typeof value === "string" || typeof value === "boolean" || typeof value === "number")
    return { value };
  if (value instanceof Float) return { value: value.value };
  if (Array.isArray(value)) {
    const items = value.map(toJson);
    return items.includes(undefined) ? undefined : { value: items.map((item) => item!.value) };
  }
  if (!isDict(value)) return undefined;
  const entries = Object.entries(value).map(([key, item]) => [key, toJson(item)] as const);
  if (entries.some(([, item]) => item === undefined)) return undefined;
  return { value: Object.fromEntries(entries.map(([key, item]) => [key, item!.value])) };
}

/** Works out at synth what does not depend on the run. */
export class Statics {
  readonly #vars: Readonly<Record<string, Json>>;
  readonly #values: StaticValues;
  #scope: Variables | undefined;

  constructor(vars: Readonly<Record<string, Json>>, values: StaticValues) {
    this.#vars = vars;
    this.#values = values;
  }

  /** The same with more variables, plain data that is never rendered. */
  with(data: Readonly<Record<string, Json>>): Statics {
    const inner = new Statics(this.#vars, this.#values);
    inner.#scope = this.#variables().fork().data(data);
    inner.#bound = new Set([...this.#bound, ...Object.keys(data)]);
    return inner;
  }

  #bound: ReadonlySet<string> = new Set();

  #variables(): Variables {
    this.#scope ??= new Variables(standard).templates(this.#vars).data({ eks: this.#values.eks });
    return this.#scope;
  }

  value(template: Json): Known<Json> {
    const needs = noNeeds();
    if (addValue(needs, template).length > 0 || !this.#isKnown(needs)) return undefined;
    return this.#attempt(() => toJson(renderValue(template, this.#variables(), standard)));
  }

  text(template: Json): string | undefined {
    const known = this.value(template);
    return typeof known?.value === "string" ? known.value : undefined;
  }

  condition(conditions: readonly (string | boolean)[]): boolean | undefined {
    let verdict: boolean | undefined = true;
    for (const condition of conditions) {
      const one = typeof condition === "boolean" ? condition : this.#one(condition);
      if (one === false) return false;
      if (one === undefined) verdict = undefined;
    }
    return verdict;
  }

  #one(condition: string): boolean | undefined {
    const needs = noNeeds();
    if (addText(needs, condition, true) !== undefined || !this.#isKnown(needs)) return undefined;
    return this.#attempt(() => evaluateCondition(condition, this.#variables(), standard));
  }

  #isKnown(needs: Needs): boolean {
    const outer = [...needs.names].filter((name) => !this.#bound.has(name));
    const own = { ...needs, names: new Set(outer) };
    const reached = addVariables(own, this.#vars);
    const { eks, runtime } = this.#values;
    return (
      own.lookups.length === 0 &&
      [...own.filters].every((name) => !IMPURE_FILTERS.test(name)) &&
      [...own.eks].every((name) => Object.hasOwn(eks, name)) &&
      [...own.names].every(
        (name) =>
          !runtime.has(name) &&
          (reached.has(name) || name === "eks" || PURE_FUNCTIONS.has(name) || this.#bound.has(name)),
      )
    );
  }

  /** What fails at synth is left to the run, where a condition may keep it from being reached. */
  #attempt<T>(work: () => T): T | undefined {
    try {
      return work();
    } catch (error) {
      if (error instanceof TemplateError || error instanceof TemplateSyntaxError) return undefined;
      throw error;
    }
  }
}
