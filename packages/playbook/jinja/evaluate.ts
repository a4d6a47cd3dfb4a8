import { getAttribute, getItem, getSlice } from "./access.ts";
import { arithmetic, negate } from "./arithmetic.ts";
import type { CallArguments, CompareOperator, Expression } from "./ast.ts";
import { type Environment, named as lookUpNamed } from "./environment.ts";
import { TemplateError } from "./error.ts";
import {
  Absent,
  Callable,
  compare,
  contains,
  type Dict,
  dict,
  equal,
  isDict,
  iterate,
  keyOf,
  type Named,
  Namespace,
  OMIT,
  resolve,
  Tuple,
  truth,
  typeName,
  Undefined,
} from "./value.ts";

/** Names to values; `undefined` means that there is no such name. */
export interface Scope {
  get(name: string): unknown;
}

export interface Evaluated {
  readonly positional: readonly unknown[];
  readonly named: Named;
}

const ORDERINGS: Readonly<Record<CompareOperator, (left: unknown, right: unknown) => boolean>> = {
  "==": equal,
  "!=": (left, right) => !equal(left, right),
  "<": (left, right) => compare(left, right) < 0,
  "<=": (left, right) => compare(left, right) <= 0,
  ">": (left, right) => compare(left, right) > 0,
  ">=": (left, right) => compare(left, right) >= 0,
  in: (left, right) => contains(right, left),
  "not in": (left, right) => !contains(right, left),
};

/** The value of an expression, with Python's meaning of every operator. Pure but for what its globals do. */
export class Evaluator {
  readonly environment: Environment;

  constructor(environment: Environment) {
    this.environment = environment;
  }

  evaluate(node: Expression, scope: Scope): unknown {
    switch (node.kind) {
      case "literal":
        return node.value;
      case "name":
        return this.#name(node.name, scope);
      case "list":
        return node.items.map((item) => this.evaluate(item, scope));
      case "tuple":
        return Tuple.from(node.items.map((item) => this.evaluate(item, scope)));
      case "dict":
        return this.#dict(node.entries, scope);
      case "attribute":
        return getAttribute(this.evaluate(node.target, scope), node.name);
      case "item":
        return getItem(this.evaluate(node.target, scope), this.evaluate(node.index, scope));
      case "slice": {
        const bound = (part: Expression | undefined): unknown =>
          part === undefined ? undefined : this.evaluate(part, scope);
        return getSlice(
          this.evaluate(node.target, scope),
          bound(node.start),
          bound(node.stop),
          bound(node.step),
        );
      }
      case "call":
        return this.#call(node.target, node.args, scope);
      case "filter":
        return this.filter(node.name, this.evaluate(node.target, scope), this.args(node.args, scope));
      case "test":
        return (
          this.#test(node.name, this.evaluate(node.target, scope), this.args(node.args, scope)) !==
          node.negated
        );
      case "binary":
        return arithmetic(node.operator, this.evaluate(node.left, scope), this.evaluate(node.right, scope));
      case "unary":
        return this.#unary(node.operator, this.evaluate(node.operand, scope));
      case "and": {
        const left = this.evaluate(node.left, scope);
        return truth(left) ? this.evaluate(node.right, scope) : left;
      }
      case "or": {
        const left = this.evaluate(node.left, scope);
        return truth(left) ? left : this.evaluate(node.right, scope);
      }
      case "compare":
        return this.#compare(node.first, node.rest, scope);
      case "condition":
        if (truth(this.evaluate(node.test, scope))) return this.evaluate(node.then, scope);
        return node.otherwise === undefined
          ? new Absent("the inline if-expression evaluated to false and no else section was defined.")
          : this.evaluate(node.otherwise, scope);
    }
  }

  #name(name: string, scope: Scope): unknown {
    const value = scope.get(name);
    if (value !== undefined) return value;
    if (name === "omit") return OMIT;
    if (Object.hasOwn(this.environment.globals, name)) return this.environment.globals[name];
    return new Undefined(`'${name}' is undefined`);
  }

  #dict(entries: readonly (readonly [Expression, Expression])[], scope: Scope): Dict {
    return dict(
      entries.map(([key, value]) => [keyOf(this.evaluate(key, scope)), this.evaluate(value, scope)] as const),
    );
  }

  #unary(operator: "+" | "-" | "not", value: unknown): unknown {
    if (operator === "not") return !truth(value);
    return operator === "-" ? negate(value) : resolve(value);
  }

  #compare(
    first: Expression,
    rest: readonly (readonly [CompareOperator, Expression])[],
    scope: Scope,
  ): boolean {
    let left = resolve(this.evaluate(first, scope));
    for (const [operator, operand] of rest) {
      const right = resolve(this.evaluate(operand, scope));
      if (!ORDERINGS[operator](left, right)) return false;
      left = right;
    }
    return true;
  }

  args(args: CallArguments, scope: Scope): Evaluated {
    const positional = args.positional.map((argument) => this.evaluate(argument, scope));
    if (args.spread !== undefined) positional.push(...iterate(this.evaluate(args.spread, scope)));
    const named = dict(args.named.map(([name, argument]) => [name, this.evaluate(argument, scope)] as const));
    if (args.spreadNamed !== undefined) {
      const more = resolve(this.evaluate(args.spreadNamed, scope));
      if (!isDict(more))
        throw new TemplateError(`argument after ** must be a mapping, not ${typeName(more)}`);
      Object.assign(named, more);
    }
    return { positional, named };
  }

  #call(target: Expression, args: CallArguments, scope: Scope): unknown {
    const callee = resolve(this.evaluate(target, scope));
    if (callee instanceof Namespace && callee.call !== undefined)
      return callee.call(this.args(args, scope).positional[0]);
    if (!(callee instanceof Callable))
      throw new TemplateError(`'${typeName(callee)}' object is not callable`);
    const { positional, named } = this.args(args, scope);
    return callee.call(positional, named);
  }

  filter(name: string, value: unknown, { positional, named }: Evaluated): unknown {
    const filter = lookUpNamed(this.environment.filters, name);
    if (filter === undefined) throw new TemplateError(`No filter named '${name}'.`);
    return filter(value, positional, named, { environment: this.environment });
  }

  #test(name: string, value: unknown, { positional, named }: Evaluated): boolean {
    const test = lookUpNamed(this.environment.tests, name);
    if (test === undefined) throw new TemplateError(`No test named '${name}'.`);
    return test(value, positional, named, { environment: this.environment });
  }
}
