import { readFileSync } from "node:fs";
import type { CompiledTask } from "../../ir.ts";
import { TemplateError } from "../../jinja/error.ts";
import { plain } from "../../jinja/json.ts";
import { renderFile } from "../../jinja/render.ts";
import type { Variables } from "../../jinja/scope.ts";
import { Suspended } from "../../jinja/suspend.ts";
import { Callable, type Named, truth } from "../../jinja/value.ts";
import type { Session } from "../engine/session.ts";
import { messageOf } from "../failure.ts";
import { lookUpObjects } from "./k8s.ts";
import { secretValue, ssmParameter } from "./secrets.ts";

export interface LookupContext {
  readonly session: Session;
  readonly task: CompiledTask;
  readonly variables: Variables;
  readonly signal: AbortSignal;
}

type Lookup = (
  terms: readonly string[],
  named: Named,
  context: LookupContext,
) => readonly unknown[] | Promise<readonly unknown[]>;

function readTerm(name: string, { session, task }: LookupContext): string {
  const file = session.file(task, name);
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new TemplateError(`Unable to access the file '${name}': ${messageOf(error)}`);
  }
}

const LOOKUPS: Readonly<Record<string, Lookup>> = {
  env: (terms, named) => terms.map((name) => process.env[name] ?? named["default"] ?? ""),
  file: (terms, named, context) =>
    terms.map((name) => {
      const text = readTerm(name, context);
      const right = truth(named["rstrip"] ?? true) ? text.trimEnd() : text;
      return truth(named["lstrip"] ?? false) ? right.trimStart() : right;
    }),
  template: (terms, named, context) =>
    terms.map((name) => {
      const more = (named["template_vars"] ?? {}) as Readonly<Record<string, unknown>>;
      const scope = context.variables.fork().data(more);
      const options = {
        trimBlocks: truth(named["trim_blocks"] ?? true),
        lstripBlocks: truth(named["lstrip_blocks"] ?? false),
      };
      const source = readTerm(name, context);
      return renderFile(source, scope, scope.environment, options);
    }),
  vars: (terms, named, context) =>
    terms.map((name) => {
      const value = context.variables.get(name) ?? named["default"];
      if (value === undefined) throw new TemplateError(`No variable found with this name: ${name}`);
      return value;
    }),
  k8s: lookUpObjects,
  secretsmanager_secret: secretValue,
  aws_secret: secretValue,
  ssm_parameter: ssmParameter,
  aws_ssm: ssmParameter,
};

/** Names by which playbooks may call the lookups. */
export const lookupNames: readonly string[] = Object.keys(LOOKUPS);

/** The functions `lookup`, `query` and `q` of one task. Each answer is asked for once. */
export class Lookups {
  readonly #context: LookupContext;
  readonly #answers = new Map<string, { readonly value: readonly unknown[] } | { readonly error: unknown }>();

  constructor(context: LookupContext) {
    this.#context = context;
  }

  globals(): Readonly<Record<string, unknown>> {
    const lookup = (asList: boolean) => (positional: readonly unknown[], named: Named) =>
      this.#run(positional, named, asList);
    return {
      lookup: new Callable("lookup", lookup(false)),
      query: new Callable("query", lookup(true)),
      q: new Callable("q", lookup(true)),
    };
  }

  #run(positional: readonly unknown[], named: Named, asList: boolean): unknown {
    const [name, ...terms] = positional.map(plain);
    const options = plain(named) as Named;
    let values: readonly unknown[];
    try {
      values = this.#answer(String(name), terms.flat().map(String), options);
    } catch (error) {
      // A wait for an answer is no failure; what fails is nothing where the caller said so.
      if (!(error instanceof TemplateError) || !["ignore", "warn"].includes(String(options["errors"])))
        throw error;
      return asList || truth(options["wantlist"] ?? false) ? [] : null;
    }
    if (asList || truth(options["wantlist"] ?? false)) return values;
    if (values.length === 1) return values[0];
    return values.every((value) => typeof value === "string") ? values.join(",") : values;
  }

  #answer(fullName: string, terms: readonly string[], named: Named): readonly unknown[] {
    const key = JSON.stringify([fullName, terms, named]);
    const known = this.#answers.get(key);
    if (known !== undefined) {
      if ("error" in known) throw known.error;
      return known.value;
    }
    const lookup =
      LOOKUPS[fullName.replace(/^(?:ansible\.builtin|amazon\.aws|kubernetes\.core|community\.aws)\./, "")];
    if (lookup === undefined)
      throw new TemplateError(`lookup plugin (${fullName}) not found; known: ${lookupNames.join(", ")}`);
    const answer = lookup(terms, named, this.#context);
    if (!(answer instanceof Promise)) {
      this.#answers.set(key, { value: answer });
      return answer;
    }
    throw new Suspended(
      answer.then(
        (value) => this.#answers.set(key, { value }),
        (error: unknown) =>
          this.#answers.set(key, {
            error: new TemplateError(`lookup '${fullName}' failed: ${messageOf(error)}`, { cause: error }),
          }),
      ),
    );
  }
}
