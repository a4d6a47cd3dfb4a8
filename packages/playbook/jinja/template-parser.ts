import type { Expression, FilterCall, Parameter, Statement, Target } from "./ast.ts";
import { ExpressionParser, NO_ARGUMENTS } from "./expression-parser.ts";
import { Lexer, type LexerOptions } from "./lexer.ts";
import { describe } from "./token-reader.ts";

/** Tags of Jinja that load other files; a bundle has no search path for them. */
const LOADERS = new Set(["include", "import", "from", "extends", "block"]);
/** Tags of Jinja's extensions, which Ansible leaves off. */
const EXTENSIONS = new Set(["do", "break", "continue", "debug", "trans"]);

/** @throws TemplateSyntaxError */
export function parseTemplate(source: string, options: LexerOptions = {}): readonly Statement[] {
  const parser = new TemplateParser(new ExpressionParser(new Lexer(source, options).template()));
  return parser.body([]);
}

/**
 * An expression without `{{ }}`, as `when:` and `until:` hold.
 *
 * @throws TemplateSyntaxError
 */
export function parseExpression(source: string): Expression {
  const parser = new ExpressionParser(new Lexer(source).expression());
  const expression = parser.tuple();
  if (!parser.is("end")) parser.fail(`unexpected ${describe(parser.token)}`);
  return expression;
}

class TemplateParser {
  readonly #in: ExpressionParser;

  constructor(expressions: ExpressionParser) {
    this.#in = expressions;
  }

  /** Statements up to a tag whose name is in `ends`, which is left unread, or to the end if there are none. */
  body(ends: readonly string[]): readonly Statement[] {
    const statements: Statement[] = [];
    for (;;) {
      const token = this.#in.next();
      if (token.kind === "data") statements.push({ kind: "text", text: token.text });
      else if (token.kind === "output-begin") {
        statements.push({ kind: "output", value: this.#in.tuple() });
        this.#in.expect("output-end");
      } else if (token.kind === "block-begin") {
        if (!this.#in.is("name"))
          this.#in.fail(`expected the name of a tag, got ${describe(this.#in.token)}`);
        if (ends.includes(this.#in.token.text)) return statements;
        statements.push(this.#statement());
      } else if (ends.length === 0) return statements;
      else this.#in.fail(`expected {% ${ends.at(-1)} %}, got ${describe(token)}`, token.place);
    }
  }

  #close(): void {
    this.#in.expect("block-end");
  }

  #end(): void {
    this.#in.next();
    this.#close();
  }

  #statement(): Statement {
    const { text, place } = this.#in.next();
    switch (text) {
      case "for":
        return this.#for();
      case "if":
        return this.#if();
      case "set":
        return this.#set();
      case "with":
        return this.#with();
      case "macro":
        return this.#macro();
      case "call":
        return this.#callBlock();
      case "filter":
        return this.#filterBlock();
      default:
        if (LOADERS.has(text)) {
          this.#in.fail(
            `{% ${text} %} is valid Jinja but not supported here: a template must stand alone`,
            place,
          );
        }
        if (EXTENSIONS.has(text)) {
          this.#in.fail(`{% ${text} %} belongs to an extension of Jinja that Ansible leaves off`, place);
        }
        return this.#in.fail(`unknown tag {% ${text} %}`, place);
    }
  }

  #for(): Statement {
    const { place } = this.#in.token;
    const target = this.#targets();
    this.#in.expect("name", "in");
    const iterable = this.#in.tuple(false);
    const filter = this.#in.take("name", "if") ? this.#in.expression() : undefined;
    const recursive = this.#in.take("name", "recursive");
    this.#close();
    const body = this.body(["else", "endfor"]);
    let otherwise: readonly Statement[] = [];
    if (this.#in.take("name", "else")) {
      this.#close();
      otherwise = this.body(["endfor"]);
    }
    this.#end();
    return { kind: "for", target, iterable, filter, recursive, body, otherwise, place };
  }

  #if(): Statement {
    const branches: { test: Expression; body: readonly Statement[] }[] = [];
    let otherwise: readonly Statement[] = [];
    do {
      const test = this.#in.tuple();
      this.#close();
      branches.push({ test, body: this.body(["elif", "else", "endif"]) });
    } while (this.#in.take("name", "elif"));
    if (this.#in.take("name", "else")) {
      this.#close();
      otherwise = this.body(["endif"]);
    }
    this.#end();
    return { kind: "if", branches, otherwise };
  }

  #target(): Target {
    if (this.#in.take("operator", "(")) {
      const inner = this.#targets();
      this.#in.expect("operator", ")");
      return inner;
    }
    const name = this.#in.expect("name").text;
    if (!this.#in.take("operator", ".")) return { kind: "name", name };
    return { kind: "attribute", namespace: name, name: this.#in.expect("name").text };
  }

  #targets(): Target {
    const first = this.#target();
    if (!this.#in.is("operator", ",")) return first;
    const items = [first];
    while (this.#in.take("operator", ",")) {
      if (!this.#in.is("name") && !this.#in.is("operator", "(")) break;
      if (this.#in.is("name", "in")) break;
      items.push(this.#target());
    }
    return { kind: "names", items };
  }

  #set(): Statement {
    const target = this.#targets();
    if (this.#in.take("operator", "=")) {
      const value = this.#in.tuple();
      this.#close();
      return { kind: "set", target, value };
    }
    const filters = this.#in.take("operator", "|") ? this.#filterCalls() : [];
    this.#close();
    const body = this.body(["endset"]);
    this.#end();
    return { kind: "set-block", target, body, filters };
  }

  #with(): Statement {
    const bindings: [Target, Expression][] = [];
    while (!this.#in.is("block-end")) {
      if (bindings.length > 0) this.#in.expect("operator", ",");
      const target = this.#target();
      this.#in.expect("operator", "=");
      bindings.push([target, this.#in.expression()]);
    }
    this.#close();
    const body = this.body(["endwith"]);
    this.#end();
    return { kind: "with", bindings, body };
  }

  #parameters(): readonly Parameter[] {
    const parameters: Parameter[] = [];
    this.#in.expect("operator", "(");
    while (!this.#in.take("operator", ")")) {
      if (parameters.length > 0) this.#in.expect("operator", ",");
      const name = this.#in.expect("name").text;
      parameters.push({ name, fallback: this.#in.take("operator", "=") ? this.#in.expression() : undefined });
    }
    return parameters;
  }

  #macro(): Statement {
    const name = this.#in.expect("name").text;
    const parameters = this.#parameters();
    this.#close();
    const body = this.body(["endmacro"]);
    this.#end();
    return { kind: "macro", name, parameters, body };
  }

  #callBlock(): Statement {
    const parameters = this.#in.is("operator", "(") ? this.#parameters() : [];
    const { place } = this.#in.token;
    const call = this.#in.expression();
    if (call.kind !== "call") this.#in.fail("{% call %} needs a call of a macro", place);
    this.#close();
    const body = this.body(["endcall"]);
    this.#end();
    return { kind: "call-block", call, parameters, body };
  }

  #filterCalls(): readonly FilterCall[] {
    const calls: FilterCall[] = [];
    do {
      const { place } = this.#in.token;
      const name = this.#in.dottedName();
      calls.push({ name, args: this.#in.is("operator", "(") ? this.#in.arguments() : NO_ARGUMENTS, place });
    } while (this.#in.take("operator", "|"));
    return calls;
  }

  #filterBlock(): Statement {
    const filters = this.#filterCalls();
    this.#close();
    const body = this.body(["endfilter"]);
    this.#end();
    return { kind: "filter-block", filters, body };
  }
}
