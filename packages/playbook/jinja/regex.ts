import { TemplateError } from "./error.ts";

export interface RegexOptions {
  readonly ignoreCase?: boolean;
  readonly multiline?: boolean;
  readonly dotAll?: boolean;
  readonly global?: boolean;
  readonly sticky?: boolean;
}

const POSSESSIVE = /\(\?P(<|=|>)|\\([AZz])|\(\?([aiLmsux]+)\)|\(\?#[^)]*\)/g;

/**
 * Python's regular expressions by JavaScript's engine: named groups, `\A`, `\Z`, comments and leading flags are
 * translated, the rest is the same language for what playbooks write.
 */
export function pythonRegex(pattern: string, options: RegexOptions = {}): RegExp {
  let flags = `${options.ignoreCase ? "i" : ""}${options.multiline ? "m" : ""}${options.dotAll ? "s" : ""}`;
  let verbose = false;
  let source = pattern.replace(POSSESSIVE, (_, named?: string, anchor?: string, inline?: string) => {
    if (named === "<") return "(?<";
    if (named === "=") return "\\k<";
    if (anchor === "A") return "(?<![\\s\\S])";
    if (anchor !== undefined) return "(?![\\s\\S])";
    if (inline === undefined) return "";
    for (const flag of inline) {
      if ("ims".includes(flag) && !flags.includes(flag)) flags += flag;
      if (flag === "x") verbose = true;
    }
    return "";
  });
  // `(?P=name)` has become `\k<name)`: close it as JavaScript wants.
  source = source.replace(/\\k<(\w+)\)/g, "\\k<$1>");
  if (verbose)
    source = source.replace(/\\[\s\S]|\[(?:\\.|[^\]])*\]|\s+|#.*/g, (part) =>
      /^(?:\s|#)/.test(part) ? "" : part,
    );
  // Without the m flag Python's `$` also matches before a last newline.
  if (!flags.includes("m"))
    source = source.replace(/\\[\s\S]|\[(?:\\.|[^\]\\])*\]|\$/g, (part) =>
      part === "$" ? "(?=\\n?(?![\\s\\S]))" : part,
    );
  try {
    return new RegExp(source, flags + (options.global ? "g" : "") + (options.sticky ? "y" : ""));
  } catch (error) {
    throw new TemplateError(
      `the regular expression ${JSON.stringify(pattern)} is wrong: ${(error as Error).message}`,
    );
  }
}

/** Fills `\1`, `\g<1>` and `\g<name>` of Python's replacement text. */
export function expandReplacement(template: string, match: RegExpExecArray): string {
  return template.replace(
    /\\(?:(\d{1,2})|g<(\w+)>|([\s\S]))/g,
    (_, index?: string, group?: string, char?: string) => {
      if (char !== undefined) return { n: "\n", t: "\t", r: "\r", "\\": "\\" }[char] ?? `\\${char}`;
      const key = index ?? group ?? "0";
      if (/^\d+$/.test(key)) {
        if (Number(key) >= match.length) throw new TemplateError(`invalid group reference ${key}`);
        return match[Number(key)] ?? "";
      }
      if (match.groups === undefined || !(key in match.groups))
        throw new TemplateError(`unknown group name '${key}'`);
      return match.groups[key] ?? "";
    },
  );
}
