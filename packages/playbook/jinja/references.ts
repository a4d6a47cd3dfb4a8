import type { CallArguments, Expression, FilterCall, Statement, Target } from "./ast.ts";
import { isTemplate } from "./render.ts";
import { parseExpression, parseTemplate } from "./template-parser.ts";

/** A `lookup('name', …)` as it is written. */
export interface LookupUse {
  /** `undefined` when the name is itself worked out at run time. */
  readonly name: string | undefined;
  readonly args: CallArguments;
}

/** What a template needs from outside. */
export interface References {
  /** Free variables, functions such as `lookup` and `range` included. */
  readonly names: ReadonlySet<string>;
  readonly filters: ReadonlySet<string>;
  readonly tests: ReadonlySet<string>;
  readonly lookups: readonly LookupUse[];
}

const LOOKUPS = new Set(["lookup", "query", "q"]);

const argumentsOf = ({
  positional,
  named,
  spread,
  spreadNamed,
}: CallArguments): readonly (Expression | undefined)[] => [
  ...positional,
  ...named.map(([, value]) => value),
  spread,
  spreadNamed,
];

/** The expressions directly inside an expression. */
function operandsOf(node: Expression): readonly (Expression | undefined)[] {
  switch (node.kind) {
    case "literal":
    case "name":
      return [];
    case "list":
    case "tuple":
      return node.items;
    case "dict":
      return node.entries.flat();
    case "attribute":
      return [node.target];
    case "item":
      return [node.target, node.index];
    case "slice":
      return [node.target, node.start, node.stop, node.step];
    case "call":
    case "filter":
    case "test":
      return [node.target, ...argumentsOf(node.args)];
    case "binary":
    case "and":
    case "or":
      return [node.left, node.right];
    case "unary":
      return [node.operand];
    case "compare":
      return [node.first, ...node.rest.map(([, operand]) => operand)];
    case "condition":
      return [node.test, node.then, node.otherwise];
  }
}

class Collector {
  readonly names = new Set<string>();
  readonly filters = new Set<string>();
  readonly tests = new Set<string>();
  readonly lookups: LookupUse[] = [];

  expression(node: Expression | undefined, bound: ReadonlySet<string>): void {
    if (node === undefined) return;
    if (node.kind === "name" && !bound.has(node.name)) this.names.add(node.name);
    if (node.kind === "test") this.tests.add(node.name);
    if (node.kind === "call") this.#lookup(node.target, node.args);
    if (node.kind === "filter") {
      this.filters.add(node.name);
      this.#indirect(node.name, node.args);
    }
    for (const operand of operandsOf(node)) this.expression(operand, bound);
  }

  #lookup(target: Expression, args: CallArguments): void {
    if (target.kind !== "name" || !LOOKUPS.has(target.name)) return;
    const [first] = args.positional;
    this.lookups.push({ name: first?.kind === "literal" ? String(first.value) : undefined, args });
  }

  /** `map('upper')` and `selectattr('a', 'match', …)` name filters and tests as text. */
  #indirect(name: string, { positional }: CallArguments): void {
    const at = { map: 0, select: 0, reject: 0, selectattr: 1, rejectattr: 1 }[name];
    const node = at === undefined ? undefined : positional[at];
    if (node?.kind === "literal" && typeof node.value === "string")
      (name === "map" ? this.filters : this.tests).add(node.value);
  }

  #filterCalls(filters: readonly FilterCall[], bound: ReadonlySet<string>): void {
    for (const { name, args } of filters) {
      this.filters.add(name);
      for (const operand of argumentsOf(args)) this.expression(operand, bound);
    }
  }

  body(statements: readonly Statement[], outer: ReadonlySet<string>): void {
    const bound = new Set(outer);
    for (const statement of statements) this.#statement(statement, bound);
  }

  #statement(statement: Statement, bound: Set<string>): void {
    switch (statement.kind) {
      case "text":
        return;
      case "output":
        this.expression(statement.value, bound);
        return;
      case "if":
        for (const { test, body } of statement.branches) {
          this.expression(test, bound);
          this.body(body, bound);
        }
        this.body(statement.otherwise, bound);
        return;
      case "for": {
        this.expression(statement.iterable, bound);
        const inner = new Set([...bound, ...targets(statement.target), "loop"]);
        this.expression(statement.filter, inner);
        this.body(statement.body, inner);
        this.body(statement.otherwise, bound);
        return;
      }
      case "set":
        this.expression(statement.value, bound);
        for (const name of targets(statement.target)) bound.add(name);
        return;
      case "set-block":
        this.#filterCalls(statement.filters, bound);
        this.body(statement.body, bound);
        for (const name of targets(statement.target)) bound.add(name);
        return;
      case "with": {
        const inner = new Set(bound);
        for (const [target, value] of statement.bindings) {
          this.expression(value, bound);
          for (const name of targets(target)) inner.add(name);
        }
        this.body(statement.body, inner);
        return;
      }
      case "macro":
      case "call-block": {
        if (statement.kind === "macro") bound.add(statement.name);
        else this.expression(statement.call, bound);
        for (const { fallback } of statement.parameters) this.expression(fallback, bound);
        const own = statement.parameters.map(({ name }) => name);
        this.body(statement.body, new Set([...bound, ...own, "varargs", "kwargs", "caller"]));
        return;
      }
      case "filter-block":
        this.#filterCalls(statement.filters, bound);
        this.body(statement.body, bound);
        return;
    }
  }
}

function targets(target: Target): readonly string[] {
  if (target.kind === "name") return [target.name];
  return target.kind === "names" ? target.items.flatMap(targets) : [];
}

/** What a text with `{{ }}` needs. @throws TemplateSyntaxError */
export function templateReferences(source: string): References {
  const collector = new Collector();
  if (isTemplate(source)) collector.body(parseTemplate(source), new Set());
  return collector;
}

/** What a bare expression, `when:` for example, needs. @throws TemplateSyntaxError */
export function expressionReferences(source: string): References {
  if (isTemplate(source)) return templateReferences(source);
  const collector = new Collector();
  collector.expression(parseExpression(source), new Set());
  return collector;
}
