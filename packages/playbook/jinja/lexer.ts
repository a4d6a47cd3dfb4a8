import type { Place } from "./ast.ts";
import { TemplateSyntaxError } from "./error.ts";
import { Float } from "./value.ts";

export type TokenKind =
  | "data"
  | "output-begin"
  | "output-end"
  | "block-begin"
  | "block-end"
  | "name"
  | "string"
  | "number"
  | "operator"
  | "end";

export interface Token {
  readonly kind: TokenKind;
  /** The operator or name itself, or the text of a string after its escapes. */
  readonly text: string;
  readonly place: Place;
  readonly number?: number | Float;
}

export interface LexerOptions {
  /** Drop the first newline after a block tag or a comment. Ansible's setting. @default true */
  readonly trimBlocks?: boolean;
  /** Drop the white space before a block tag that stands first on its line. @default false */
  readonly lstripBlocks?: boolean;
  /**
   * Backslashes in the strings of `{{ }}` stand for themselves, so that a regular expression needs no doubling.
   * Ansible does so in playbooks, but not in template files, `{% %}` and conditions. @default false
   */
  readonly plainBackslashes?: boolean;
}

const OPERATORS = [
  "**",
  "//",
  "==",
  "!=",
  "<=",
  ">=",
  "+",
  "-",
  "*",
  "/",
  "%",
  "~",
  "(",
  ")",
  "[",
  "]",
  "{",
  "}",
  ",",
  ".",
  ":",
  "|",
  "=",
  "<",
  ">",
  ";",
] as const;
const NUMBER =
  /0[xX](?:_?[0-9a-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+|(?:[0-9](?:_?[0-9])*)(?:\.[0-9](?:_?[0-9])*)?(?:[eE][+-]?[0-9](?:_?[0-9])*)?/y;
const NAME = /[\p{L}_][\p{L}\p{N}_]*/uy;
const STRING = /'(?:[^'\\]|\\[\s\S])*'|"(?:[^"\\]|\\[\s\S])*"/y;
const TAG = /\{\{|\{%|\{#/g;
const ESCAPE = /\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|U([0-9a-fA-F]{8})|([0-7]{1,3})|([\s\S]))/g;
const SIMPLE: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  b: "\b",
  f: "\f",
  v: "\v",
  a: "\u0007",
  "\\": "\\",
  "'": "'",
  '"': '"',
  "\n": "",
};

function decodeEscapes(body: string): string {
  return body.replace(
    ESCAPE,
    (whole, u?: string, x?: string, long?: string, octal?: string, simple?: string) => {
      const hex = u ?? x ?? long;
      if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
      if (octal !== undefined) return String.fromCodePoint(Number.parseInt(octal, 8));
      return SIMPLE[simple ?? ""] ?? whole;
    },
  );
}

function parseNumber(text: string): number | Float {
  const plain = text.replaceAll("_", "");
  const value = Number(plain);
  const isFloat = !/^0[xXoObB]/.test(plain) && /[.eE]/.test(plain);
  return isFloat && Number.isInteger(value) ? new Float(value) : value;
}

/** Splits a template into text and the tokens of its tags, with white space control already done. */
export class Lexer {
  readonly #source: string;
  readonly #trimBlocks: boolean;
  readonly #lstripBlocks: boolean;
  readonly #plainBackslashes: boolean;
  readonly #tokens: Token[] = [];
  #inOutput = false;
  #at = 0;
  #lineStart = 0;
  #line = 1;
  #counted = 0;

  constructor(source: string, options: LexerOptions = {}) {
    this.#source = source;
    this.#trimBlocks = options.trimBlocks ?? true;
    this.#lstripBlocks = options.lstripBlocks ?? false;
    this.#plainBackslashes = options.plainBackslashes ?? false;
  }

  /** A whole template. */
  template(): readonly Token[] {
    let stripNext = false;
    while (this.#at < this.#source.length) {
      TAG.lastIndex = this.#at;
      const found = TAG.exec(this.#source);
      const end = found?.index ?? this.#source.length;
      let text = this.#source.slice(this.#at, end);
      if (stripNext) text = text.trimStart();
      stripNext = false;
      if (found === null) {
        this.#data(text);
        this.#at = end;
        break;
      }
      const sign = this.#source[end + 2];
      if (sign === "-") text = text.trimEnd();
      else if (this.#lstripBlocks && found[0] !== "{{" && sign !== "+")
        text = text.replace(/(^|\n)[ \t]*$/, "$1");
      this.#data(text);
      this.#at = end + 2 + (sign === "-" || (sign === "+" && found[0] !== "{{") ? 1 : 0);
      stripNext =
        found[0] === "{#" ? this.#comment(end) : this.#tag(found[0] === "{{" ? "output" : "block", end);
    }
    this.#push("end", "");
    return this.#tokens;
  }

  /** A bare expression, as `when:` holds. */
  expression(): readonly Token[] {
    while (this.#skipSpace() < this.#source.length) this.#token();
    this.#push("end", "");
    return this.#tokens;
  }

  #place(at: number): Place {
    for (; this.#counted < at; this.#counted++) {
      if (this.#source[this.#counted] === "\n") {
        this.#line++;
        this.#lineStart = this.#counted + 1;
      }
    }
    return { line: this.#line, column: at - this.#lineStart + 1 };
  }

  #push(kind: TokenKind, text: string, at = this.#at, number?: number | Float): void {
    this.#tokens.push({ kind, text, place: this.#place(at), ...(number === undefined ? {} : { number }) });
  }

  #data(text: string): void {
    if (text !== "") this.#push("data", text);
  }

  #skipSpace(): number {
    while (/\s/.test(this.#source[this.#at] ?? "x")) this.#at++;
    return this.#at;
  }

  #fail(message: string, at = this.#at): never {
    throw new TemplateSyntaxError(message, this.#place(at));
  }

  /** @returns whether the text that follows loses its leading white space */
  #comment(start: number): boolean {
    const close = this.#source.indexOf("#}", this.#at);
    if (close < 0) this.#fail("the comment is never closed; write #}", start);
    this.#at = close + 2;
    const strip = this.#source[close - 1] === "-";
    if (!strip) this.#trimNewline();
    return strip;
  }

  #trimNewline(): void {
    if (this.#trimBlocks && this.#source[this.#at] === "\n") this.#at++;
  }

  #tag(kind: "output" | "block", start: number): boolean {
    const close = kind === "output" ? "}}" : "%}";
    if (kind === "block") {
      const raw = /\s*raw\s*(-?)%\}/y;
      raw.lastIndex = this.#at;
      const found = raw.exec(this.#source);
      if (found !== null) return this.#raw(raw.lastIndex, found[1] === "-", start);
    }
    this.#inOutput = kind === "output";
    this.#push(`${kind}-begin`, "", start);
    let depth = 0;
    for (;;) {
      if (this.#skipSpace() >= this.#source.length)
        this.#fail(`the tag is never closed; write ${close}`, start);
      const rest = this.#source.slice(this.#at, this.#at + 3);
      const strip = rest === `-${close}`;
      if (depth === 0 && (strip || rest.startsWith(close) || (kind === "block" && rest === `+${close}`))) {
        this.#push(`${kind}-end`, "");
        const signed = strip || rest[0] === "+";
        this.#at += signed ? 3 : 2;
        if (kind === "block" && !signed) this.#trimNewline();
        return strip;
      }
      const text = this.#token();
      if (text === "(" || text === "[" || text === "{") depth++;
      if (text === ")" || text === "]" || text === "}") depth--;
    }
  }

  #raw(from: number, stripInside: boolean, start: number): boolean {
    const end = /\{%([-+]?)\s*endraw\s*([-+]?)%\}/g;
    end.lastIndex = from;
    const found = end.exec(this.#source);
    if (found === null) this.#fail("{% raw %} is never closed; write {% endraw %}", start);
    let text = this.#source.slice(from, found.index);
    if (stripInside) text = text.trimStart();
    else if (this.#trimBlocks && text.startsWith("\n")) text = text.slice(1);
    if (found[1] === "-") text = text.trimEnd();
    this.#data(text);
    this.#at = end.lastIndex;
    if (found[2] === "") this.#trimNewline();
    return found[2] === "-";
  }

  /** @returns the operator, or "" for any other token */
  #token(): string {
    const start = this.#at;
    const char = this.#source[start] ?? "";
    if (/[0-9]/.test(char)) {
      const text = this.#match(NUMBER);
      this.#push("number", text, start, parseNumber(text));
      return "";
    }
    if (char === "'" || char === '"') {
      const text = this.#match(STRING);
      if (text === "") this.#fail("the string is never closed", start);
      const body = text.slice(1, -1);
      this.#push("string", this.#plainBackslashes && this.#inOutput ? body : decodeEscapes(body), start);
      return "";
    }
    const name = this.#match(NAME);
    if (name !== "") {
      this.#push("name", name, start);
      return "";
    }
    const operator = OPERATORS.find((candidate) => this.#source.startsWith(candidate, start));
    if (operator === undefined) this.#fail(`unexpected character ${JSON.stringify(char)}`, start);
    this.#at += operator.length;
    this.#push("operator", operator, start);
    return operator;
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const text = pattern.exec(this.#source)?.[0] ?? "";
    this.#at += text.length;
    return text;
  }
}
