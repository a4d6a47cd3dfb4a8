import { Lexer } from "yaml";

/** Marks that the lexer puts between the parts of the text. */
const DOCUMENT = "\u0002";
const SCALAR = "\u001f";
/** A line that ends a list or map in brackets before its bracket. */
const BROKEN = "\u0018";

/**
 * The same text with each list and map in brackets on one line, all else at the offsets where it was. So a closing bracket
 * may stand at the indentation of its key, as in policies that people paste: YAML 1.2 wants it further in, eksctl and most
 * readers do not.
 *
 * @returns undefined if brackets do not match
 */
export function joinFlows(text: string): string | undefined {
  const parts: string[] = [];
  let depth = 0;
  let isScalar = false;
  for (const token of new Lexer().lex(text)) {
    if (token === BROKEN) return undefined;
    if (token === DOCUMENT) continue;
    if (token === SCALAR) {
      isScalar = true;
      continue;
    }
    if (!isScalar && (token === "[" || token === "{")) depth++;
    if (!isScalar && (token === "]" || token === "}")) depth--;
    const goes = depth > 0 && !isScalar && /^(?:\r?\n|#)/.test(token);
    parts.push(goes ? " ".repeat(token.length) : token);
    isScalar = false;
  }
  const joined = parts.join("");
  return joined.length === text.length ? joined : undefined;
}
