import type { Place } from "./ast.ts";
import { TemplateSyntaxError } from "./error.ts";
import type { Token, TokenKind } from "./lexer.ts";

/** Walks over tokens; the parsers' common ground. */
export class TokenReader {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  get token(): Token {
    return this.#tokens[this.#at] ?? this.#tokens[this.#tokens.length - 1]!;
  }

  next(): Token {
    const token = this.token;
    this.#at++;
    return token;
  }

  is(kind: TokenKind, text?: string): boolean {
    return this.token.kind === kind && (text === undefined || this.token.text === text);
  }

  take(kind: TokenKind, text?: string): boolean {
    const found = this.is(kind, text);
    if (found) this.#at++;
    return found;
  }

  expect(kind: TokenKind, text?: string): Token {
    if (!this.is(kind, text)) this.fail(`expected ${text ?? kind}, got ${describe(this.token)}`);
    return this.next();
  }

  fail(message: string, place: Place = this.token.place): never {
    throw new TemplateSyntaxError(message, place);
  }

  peek(): Token {
    return this.#tokens[this.#at + 1] ?? this.token;
  }
}

export function describe(token: Token): string {
  switch (token.kind) {
    case "end":
      return "the end";
    case "output-end":
      return '"}}"';
    case "block-end":
      return '"%}"';
    case "data":
    case "output-begin":
    case "block-begin":
      return "text";
    default:
      return JSON.stringify(token.text);
  }
}
