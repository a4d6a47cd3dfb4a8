import type { Expression, FilterCall, Parameter, Statement, Target } from "./ast.ts";
import type { Environment } from "./environment.ts";
import { TemplateError } from "./error.ts";
import { Evaluator, type Scope } from "./evaluate.ts";
import { output } from "./text.ts";
import {
  Absent,
  Callable,
  dict,
  iterate,
  Namespace,
  resolve,
  Tuple,
  truth,
  typeName,
  Undefined,
} from "./value.ts";

class Frame implements Scope {
  readonly #names = new Map<string, unknown>();
  readonly #outer: Scope;

  constructor(outer: Scope) {
    this.#outer = outer;
  }
  get(name: string): unknown {
    return this.#names.has(name) ? this.#names.get(name) : this.#outer.get(name);
  }
  set(name: string, value: unknown): void {
    this.#names.set(name, value);
  }
}

/** Where output goes: each piece as it is, so that a lone value keeps its type. */
type Sink = unknown[];
type ForStatement = Extract<Statement, { kind: "for" }>;

const shown = (value: unknown): unknown => (value instanceof Absent ? value : resolve(value));
const asText = (pieces: readonly unknown[]): string => pieces.map(output).join("");

/** Runs the statements of a template. */
export class Interpreter {
  readonly #evaluator: Evaluator;

  constructor(environment: Environment) {
    this.#evaluator = new Evaluator(environment);
  }

  /** @returns the pieces of output in order */
  run(statements: readonly Statement[], scope: Scope): readonly unknown[] {
    const pieces: unknown[] = [];
    this.#body(statements, new Frame(scope), pieces);
    return pieces;
  }

  value(expression: Expression, scope: Scope): unknown {
    return this.#evaluator.evaluate(expression, scope);
  }

  #body(statements: readonly Statement[], frame: Frame, sink: Sink): void {
    for (const statement of statements) this.#statement(statement, frame, sink);
  }

  #statement(statement: Statement, frame: Frame, sink: Sink): void {
    switch (statement.kind) {
      case "text":
        sink.push(statement.text);
        return;
      case "output":
        sink.push(shown(this.value(statement.value, frame)));
        return;
      case "if": {
        const branch = statement.branches.find(({ test }) => truth(this.value(test, frame)));
        this.#body(branch?.body ?? statement.otherwise, frame, sink);
        return;
      }
      case "for":
        this.#for(statement, frame, sink, this.value(statement.iterable, frame), 0);
        return;
      case "set":
        assign(statement.target, this.value(statement.value, frame), frame);
        return;
      case "set-block":
        assign(
          statement.target,
          this.#filtered(statement.filters, this.#text(statement.body, frame), frame),
          frame,
        );
        return;
      case "with": {
        const inner = new Frame(frame);
        for (const [target, value] of statement.bindings) assign(target, this.value(value, frame), inner);
        this.#body(statement.body, inner, sink);
        return;
      }
      case "macro":
        frame.set(statement.name, this.#macro(statement.name, statement.parameters, statement.body, frame));
        return;
      case "call-block":
        this.#callBlock(statement, frame, sink);
        return;
      case "filter-block":
        sink.push(this.#filtered(statement.filters, this.#text(statement.body, frame), frame));
        return;
    }
  }

  #text(body: readonly Statement[], frame: Frame): string {
    const pieces: unknown[] = [];
    this.#body(body, new Frame(frame), pieces);
    return asText(pieces);
  }

  #filtered(filters: readonly FilterCall[], start: unknown, frame: Frame): unknown {
    return filters.reduce(
      (value, { name, args }) => this.#evaluator.filter(name, value, this.#evaluator.args(args, frame)),
      start,
    );
  }

  #for(statement: ForStatement, frame: Frame, sink: Sink, iterable: unknown, depth: number): void {
    const { filter, target } = statement;
    const items = iterate(iterable).filter((item) => {
      if (filter === undefined) return true;
      const inner = new Frame(frame);
      assign(target, item, inner);
      return truth(this.value(filter, inner));
    });
    if (items.length === 0) {
      this.#body(statement.otherwise, frame, sink);
      return;
    }
    for (const [index, item] of items.entries()) {
      const inner = new Frame(frame);
      assign(target, item, inner);
      inner.set("loop", this.#loop(statement, frame, items, index, depth));
      this.#body(statement.body, inner, sink);
    }
  }

  #loop(
    statement: ForStatement,
    frame: Frame,
    items: readonly unknown[],
    index: number,
    depth: number,
  ): Namespace {
    const loop = new Namespace();
    const outside = (side: string): Undefined => new Undefined(`there is no ${side} item`);
    const entries: Record<string, unknown> = {
      index: index + 1,
      index0: index,
      revindex: items.length - index,
      revindex0: items.length - index - 1,
      first: index === 0,
      last: index === items.length - 1,
      length: items.length,
      depth: depth + 1,
      depth0: depth,
      previtem: index > 0 ? items[index - 1] : outside("previous"),
      nextitem: index < items.length - 1 ? items[index + 1] : outside("next"),
      cycle: new Callable("cycle", (values) => values[index % values.length]),
    };
    for (const [name, value] of Object.entries(entries)) loop.values.set(name, value);
    if (statement.recursive) {
      loop.call = (children) => {
        const pieces: unknown[] = [];
        this.#for(statement, frame, pieces, children, depth + 1);
        return asText(pieces);
      };
    }
    return loop;
  }

  #macro(name: string, parameters: readonly Parameter[], body: readonly Statement[], frame: Frame): Callable {
    return new Callable(name, (positional, named) => {
      const inner = new Frame(frame);
      const known = new Set(parameters.map((parameter) => parameter.name));
      for (const [index, { name: parameter, fallback }] of parameters.entries()) {
        const given = index < positional.length ? positional[index] : named[parameter];
        if (given !== undefined) inner.set(parameter, given);
        else if (fallback !== undefined) inner.set(parameter, this.value(fallback, inner));
        else inner.set(parameter, new Undefined(`parameter '${parameter}' was not provided`));
      }
      inner.set("varargs", Tuple.from(positional.slice(parameters.length)));
      inner.set("kwargs", dict(Object.entries(named).filter(([key]) => !known.has(key) && key !== "caller")));
      inner.set("caller", named["caller"] ?? new Undefined("'caller' is undefined"));
      const pieces: unknown[] = [];
      this.#body(body, inner, pieces);
      return asText(pieces);
    });
  }

  #callBlock(statement: Extract<Statement, { kind: "call-block" }>, frame: Frame, sink: Sink): void {
    const { call } = statement;
    if (call.kind !== "call") return;
    const macro = resolve(this.value(call.target, frame));
    if (!(macro instanceof Callable)) throw new TemplateError(`'${typeName(macro)}' object is not callable`);
    const { positional, named } = this.#evaluator.args(call.args, frame);
    const caller = this.#macro("caller", statement.parameters, statement.body, frame);
    sink.push(macro.call(positional, { ...named, caller }));
  }
}

function assign(target: Target, value: unknown, frame: Frame): void {
  if (target.kind === "name") frame.set(target.name, value);
  else if (target.kind === "attribute") {
    const namespace = frame.get(target.namespace);
    if (!(namespace instanceof Namespace))
      throw new TemplateError("cannot assign attribute on non-namespace object");
    namespace.values.set(target.name, resolve(value));
  } else {
    const items = iterate(value);
    if (items.length !== target.items.length) {
      const problem =
        items.length < target.items.length ? "not enough values to unpack" : "too many values to unpack";
      throw new TemplateError(`${problem} (expected ${target.items.length}, got ${items.length})`);
    }
    for (const [index, part] of target.items.entries()) assign(part, items[index], frame);
  }
}
