import type { BinaryOperator, CallArguments, CompareOperator, Expression, Place } from "./ast.ts";
import { describe, TokenReader } from "./token-reader.ts";
import { Tuple } from "./value.ts";

export const NO_ARGUMENTS: CallArguments = { positional: [], named: [] };
const CONSTANTS: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ["true", true],
  ["True", true],
  ["false", false],
  ["False", false],
  ["none", null],
  ["None", null],
]);
const COMPARISONS = new Set(["==", "!=", "<", "<=", ">", ">="]);
/** Words that end an expression, so that they never start the argument of a test without parentheses. */
const RESERVED = new Set(["else", "or", "and", "if", "is", "not", "in"]);

/** Reads expressions from tokens with Jinja's precedence: condition, or, and, not, compare, math, unary, power, postfix. */
export class ExpressionParser extends TokenReader {
  /** An expression that may be a bare tuple: `a, b`. */
  tuple(withCondition = true): Expression {
    const place = this.token.place;
    const first = withCondition ? this.expression() : this.#or();
    if (!this.is("operator", ",")) return first;
    const items = [first];
    while (this.take("operator", ",")) {
      if (this.#endsTuple()) break;
      items.push(withCondition ? this.expression() : this.#or());
    }
    return { kind: "tuple", items, place };
  }

  #endsTuple(): boolean {
    const { kind, text } = this.token;
    return (
      kind === "output-end" ||
      kind === "block-end" ||
      kind === "end" ||
      (kind === "operator" && text === ")") ||
      (kind === "name" && text === "in")
    );
  }

  expression(): Expression {
    let then = this.#or();
    while (this.is("name", "if")) {
      const place = this.next().place;
      const test = this.#or();
      const otherwise = this.take("name", "else") ? this.expression() : undefined;
      then = { kind: "condition", test, then, otherwise, place };
    }
    return then;
  }

  #or(): Expression {
    let left = this.#and();
    while (this.is("name", "or")) left = { kind: "or", place: this.next().place, left, right: this.#and() };
    return left;
  }

  #and(): Expression {
    let left = this.#not();
    while (this.is("name", "and")) left = { kind: "and", place: this.next().place, left, right: this.#not() };
    return left;
  }

  #not(): Expression {
    if (!this.is("name", "not")) return this.#compare();
    return { kind: "unary", operator: "not", place: this.next().place, operand: this.#not() };
  }

  #compare(): Expression {
    const first = this.#sum();
    const rest: [CompareOperator, Expression][] = [];
    for (;;) {
      if (this.token.kind === "operator" && COMPARISONS.has(this.token.text)) {
        rest.push([this.next().text as CompareOperator, this.#sum()]);
      } else if (this.take("name", "in")) {
        rest.push(["in", this.#sum()]);
      } else if (this.is("name", "not") && this.peek().text === "in") {
        this.next();
        this.next();
        rest.push(["not in", this.#sum()]);
      } else break;
    }
    return rest.length === 0 ? first : { kind: "compare", first, rest, place: first.place };
  }

  #binary(operators: readonly string[], operand: () => Expression): Expression {
    let left = operand();
    while (this.token.kind === "operator" && operators.includes(this.token.text)) {
      const { text, place } = this.next();
      left = { kind: "binary", operator: text as BinaryOperator, left, right: operand(), place };
    }
    return left;
  }

  #sum = (): Expression => this.#binary(["+", "-"], this.#concat);
  #concat = (): Expression => this.#binary(["~"], this.#product);
  #product = (): Expression => this.#binary(["*", "/", "//", "%"], this.#power);
  /** Unlike Python's, Jinja's power is left-associative and weaker than a sign. */
  #power = (): Expression => this.#binary(["**"], () => this.#unary(true));

  #unary(withFilters: boolean): Expression {
    const { place } = this.token;
    let node: Expression;
    if (this.is("operator", "-") || this.is("operator", "+")) {
      const operator = this.next().text as "+" | "-";
      node = { kind: "unary", operator, operand: this.#unary(false), place };
    } else {
      node = this.#primary();
    }
    node = this.#postfix(node);
    return withFilters ? this.#filters(node) : node;
  }

  #primary(): Expression {
    const { kind, text, place, number } = this.token;
    if (kind === "name") {
      this.next();
      if (RESERVED.has(text)) this.fail(`unexpected ${JSON.stringify(text)}`, place);
      return CONSTANTS.has(text)
        ? { kind: "literal", value: CONSTANTS.get(text), place }
        : { kind: "name", name: text, place };
    }
    if (kind === "number") {
      this.next();
      return { kind: "literal", value: number, place };
    }
    if (kind === "string") {
      let value = "";
      while (this.is("string")) value += this.next().text;
      return { kind: "literal", value, place };
    }
    if (this.take("operator", "(")) return this.#parenthesized(place);
    if (this.take("operator", "[")) return { kind: "list", items: this.#items("]"), place };
    if (this.take("operator", "{")) return this.#dict(place);
    return this.fail(`unexpected ${describe(this.token)}`);
  }

  #parenthesized(place: Place): Expression {
    if (this.take("operator", ")")) return { kind: "literal", value: Tuple.of(), place };
    const inner = this.tuple();
    this.expect("operator", ")");
    return inner;
  }

  #items(close: string): Expression[] {
    const items: Expression[] = [];
    while (!this.take("operator", close)) {
      items.push(this.expression());
      if (!this.is("operator", close)) this.expect("operator", ",");
    }
    return items;
  }

  #dict(place: Place): Expression {
    const entries: [Expression, Expression][] = [];
    while (!this.take("operator", "}")) {
      const key = this.expression();
      this.expect("operator", ":");
      entries.push([key, this.expression()]);
      if (!this.is("operator", "}")) this.expect("operator", ",");
    }
    return { kind: "dict", entries, place };
  }

  #postfix(start: Expression): Expression {
    let node = start;
    for (;;) {
      const { place } = this.token;
      if (this.take("operator", ".")) node = this.#attribute(node, place);
      else if (this.take("operator", "[")) node = this.#subscript(node, place);
      else if (this.is("operator", "(")) node = { kind: "call", target: node, args: this.arguments(), place };
      else return node;
    }
  }

  #attribute(target: Expression, place: Place): Expression {
    const token = this.next();
    if (token.kind === "name") return { kind: "attribute", target, name: token.text, place };
    // `list.0.name`: the lexer has read "0.1" of `list.0.1` as one number.
    if (token.kind !== "number")
      return this.fail(`expected a name after ".", got ${describe(token)}`, token.place);
    return token.text.split(".").reduce<Expression>(
      (node, part) => ({
        kind: "item",
        target: node,
        index: { kind: "literal", value: Number(part), place },
        place,
      }),
      target,
    );
  }

  #subscript(target: Expression, place: Place): Expression {
    const bound = (): Expression | undefined =>
      this.is("operator", ":") || this.is("operator", "]") ? undefined : this.expression();
    const start = bound();
    if (start !== undefined && this.take("operator", "]"))
      return { kind: "item", target, index: start, place };
    if (!this.take("operator", ":")) this.fail(`expected "]", got ${describe(this.token)}`);
    const stop = bound();
    const step = this.take("operator", ":") ? bound() : undefined;
    this.expect("operator", "]");
    return { kind: "slice", target, start, stop, step, place };
  }

  arguments(): CallArguments {
    this.expect("operator", "(");
    const positional: Expression[] = [];
    const named: [string, Expression][] = [];
    let spread: Expression | undefined;
    let spreadNamed: Expression | undefined;
    while (!this.take("operator", ")")) {
      if (this.take("operator", "**")) spreadNamed = this.expression();
      else if (this.take("operator", "*")) spread = this.expression();
      else if (this.is("name") && this.peek().kind === "operator" && this.peek().text === "=") {
        const name = this.next().text;
        this.next();
        named.push([name, this.expression()]);
      } else if (named.length > 0) this.fail("a positional argument follows a named one");
      else positional.push(this.expression());
      if (!this.is("operator", ")")) this.expect("operator", ",");
    }
    return { positional, named, spread, spreadNamed };
  }

  /** A filter's or test's name, which may be a full one: `ansible.builtin.combine`. */
  dottedName(): string {
    let name = this.expect("name").text;
    while (this.is("operator", ".") && this.peek().kind === "name") {
      this.next();
      name += `.${this.next().text}`;
    }
    return name;
  }

  #filters(start: Expression): Expression {
    let node = start;
    for (;;) {
      const { place } = this.token;
      if (this.take("operator", "|")) {
        const name = this.dottedName();
        const args = this.is("operator", "(") ? this.arguments() : NO_ARGUMENTS;
        node = { kind: "filter", target: node, name, args, place };
      } else if (this.is("name", "is")) node = this.#test(node);
      else if (this.is("operator", "(")) node = { kind: "call", target: node, args: this.arguments(), place };
      else return node;
    }
  }

  #test(target: Expression): Expression {
    const { place } = this.next();
    const negated = this.take("name", "not");
    const name = this.dottedName();
    let args = NO_ARGUMENTS;
    if (this.is("operator", "(")) args = this.arguments();
    else if (this.#startsTestArgument()) args = { positional: [this.#postfix(this.#primary())], named: [] };
    return { kind: "test", target, name, args, negated, place };
  }

  #startsTestArgument(): boolean {
    const { kind, text } = this.token;
    if (kind === "name") return !RESERVED.has(text);
    return kind === "string" || kind === "number" || (kind === "operator" && (text === "[" || text === "{"));
  }
}
