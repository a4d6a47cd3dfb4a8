import type { Expression, Statement } from "./ast.ts";
import type { Environment } from "./environment.ts";
import { TemplateError } from "./error.ts";
import type { Scope } from "./evaluate.ts";
import { Interpreter } from "./interpreter.ts";
import type { LexerOptions } from "./lexer.ts";
import { parseExpression, parseTemplate } from "./template-parser.ts";
import { output } from "./text.ts";
import { isDict, OMIT, resolve, Tuple, typeName } from "./value.ts";

export const isTemplate = (text: string): boolean =>
  text.includes("{{") || text.includes("{%") || text.includes("{#");

const templates = new Map<string, readonly Statement[]>();
const expressions = new Map<string, Expression>();

function cached<T>(cache: Map<string, T>, source: string, parse: (source: string) => T): T {
  const known = cache.get(source);
  if (known !== undefined) return known;
  const parsed = parse(source);
  cache.set(source, parsed);
  return parsed;
}

/** As Jinja: one line break at the end belongs to the file, not to the template. */
const body = (source: string): string => source.replace(/\n$/, "");
const parsePlaybookText = (source: string): readonly Statement[] =>
  parseTemplate(body(source), { plainBackslashes: true });

const lineBreaks = (text: string): number => /\n*$/.exec(text)?.[0].length ?? 0;
/** As Ansible: the result ends with at least as many line breaks as the source. */
const restored = (source: string, text: string): string =>
  text + "\n".repeat(Math.max(0, lineBreaks(source) - lineBreaks(text)));

/** Tuples leave a template as lists, as in Ansible 2.19. */
const finished = (value: unknown): unknown => (value instanceof Tuple ? [...value] : resolve(value));

/**
 * Renders text with native types: a lone `{{ x }}` keeps the type of x, anything else is text. The result is data and
 * must not be rendered again.
 *
 * @throws TemplateSyntaxError, TemplateError, UndefinedError
 */
export function renderText(source: string, scope: Scope, environment: Environment): unknown {
  if (!isTemplate(source)) return source;
  const pieces = new Interpreter(environment).run(cached(templates, source, parsePlaybookText), scope);
  if (pieces.length === 0) return null;
  const value = pieces.length === 1 ? finished(pieces[0]) : pieces.map(output).join("");
  return typeof value === "string" ? restored(source, value) : value;
}

/** Renders a file: always text, its last line break kept. @throws as renderText */
export function renderFile(
  source: string,
  scope: Scope,
  environment: Environment,
  options: LexerOptions = {},
): string {
  const pieces = new Interpreter(environment).run(parseTemplate(body(source), options), scope);
  return restored(source, pieces.map(output).join(""));
}

/** Text that was marked `!unsafe` where it was written. */
export const unsafeText = (value: unknown): string | undefined =>
  isDict(value) && typeof value["$unsafe"] === "string" && Object.keys(value).length === 1
    ? value["$unsafe"]
    : undefined;

/** Renders every text inside a value, keys of mappings included, and drops what is `omit`. */
export function renderValue(value: unknown, scope: Scope, environment: Environment): unknown {
  if (typeof value === "string") return renderText(value, scope, environment);
  if (Array.isArray(value)) {
    return value.map((item) => renderValue(item, scope, environment)).filter((item) => item !== OMIT);
  }
  const unsafe = unsafeText(value);
  if (unsafe !== undefined) return unsafe;
  if (!isDict(value)) return value;
  const result: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const [key, item] of Object.entries(value)) {
    const rendered = renderValue(item, scope, environment);
    if (rendered !== OMIT)
      result[isTemplate(key) ? output(renderText(key, scope, environment)) : key] = rendered;
  }
  return result;
}

/** The value of a bare expression. @throws as renderText */
export function evaluateText(source: string, scope: Scope, environment: Environment): unknown {
  return finished(
    resolve(new Interpreter(environment).value(cached(expressions, source, parseExpression), scope)),
  );
}

/**
 * The verdict of `when:`, `until:` and the like, which must be a boolean as of ansible-core 2.19.
 *
 * @throws TemplateError when it is anything else
 */
export function evaluateCondition(condition: unknown, scope: Scope, environment: Environment): boolean {
  if (typeof condition === "boolean") return condition;
  const source = typeof condition === "string" ? condition.trim() : condition;
  if (source === "" || source === null) throw new TemplateError("Empty conditional expression");
  let value: unknown = source;
  if (typeof source === "string") {
    value = isTemplate(source)
      ? renderText(source, scope, environment)
      : evaluateText(source, scope, environment);
  }
  if (typeof value !== "boolean") {
    throw new TemplateError(
      `Conditional result (${value === null || value === "" || value === 0 ? "False" : "True"}) was derived from value of type '${typeName(value)}'. Conditionals must have a boolean result.`,
    );
  }
  return value;
}
