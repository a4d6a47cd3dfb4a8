import type { Filter, Test } from "../environment.ts";
import { TemplateError } from "../error.ts";
import { expandReplacement, pythonRegex } from "../regex.ts";
import { str } from "../text.ts";
import { type Named, resolve, Tuple, truth } from "../value.ts";
import { argument, needInteger, needText } from "./arguments.ts";

const flagsOf = (args: readonly unknown[], named: Named, at: number) => ({
  ignoreCase: truth(argument(args, named, at, "ignorecase") ?? false),
  multiline: truth(argument(args, named, at + 1, "multiline") ?? false),
});

const replace: Filter = (value, args, named) => {
  const pattern = needText(argument(args, named, 0, "pattern") ?? "");
  const replacement = needText(argument(args, named, 1, "replacement") ?? "");
  let left = needInteger(argument(args, named, 4, "count") ?? 0) || Number.POSITIVE_INFINITY;
  const text = str(resolve(value));
  const required = needInteger(argument(args, named, 5, "mandatory_count") ?? 0);
  const regex = pythonRegex(pattern, { ...flagsOf(args, named, 2), global: true });
  let done = 0;
  let result = "";
  let from = 0;
  for (const match of text.matchAll(regex)) {
    if (left-- <= 0) break;
    result += text.slice(from, match.index) + expandReplacement(replacement, match);
    from = match.index + match[0].length;
    done++;
  }
  if (required > 0 && done !== required) {
    throw new TemplateError(
      `'${pattern}' should match ${required} times, but matches ${done} times in '${text}'`,
    );
  }
  return result + text.slice(from);
};

/** `regex_search('…', '\\1', '\\g<name>')`: the whole match, or the groups asked for. */
const search: Filter = (value, args, named) => {
  const [pattern, ...groups] = args;
  const match = pythonRegex(needText(pattern), flagsOf([], named, 0)).exec(needText(value));
  if (groups.length === 0) return match?.[0] ?? null;
  if (match === null)
    throw new TemplateError(`regex_search found no '${str(pattern)}', so there are no groups to return`);
  return groups.map((group) => {
    const [, name] = /^\\(?:g<(\w+)>|(?=\d+$))/.exec(needText(group)) ?? [];
    if (name !== undefined && !/^\d+$/.test(name)) return match.groups?.[name] ?? null;
    const index = name ?? /^\\(\d+)$/.exec(needText(group))?.[1];
    if (index === undefined) throw new TemplateError("Unknown argument");
    return match[Number(index)] ?? null;
  });
};

const findAll: Filter = (value, args, named) => {
  const pattern = needText(argument(args, named, 0, "regex"));
  const multiline = truth(argument(args, named, 1, "multiline") ?? false);
  const ignoreCase = truth(argument(args, named, 2, "ignorecase") ?? false);
  return [...needText(value).matchAll(pythonRegex(pattern, { multiline, ignoreCase, global: true }))].map(
    (match) => {
      if (match.length === 1) return match[0];
      const groups = [...match].slice(1).map((group) => group ?? "");
      return groups.length === 1 ? groups[0] : Tuple.from(groups);
    },
  );
};

const escapeRegex: Filter = (value) => needText(value).replace(/[\t\n\v\f\r #$&()*+.?[\\\]^{|}~-]/g, "\\$&");

export const regexFilters: Readonly<Record<string, Filter>> = {
  regex_replace: replace,
  regex_search: search,
  regex_findall: findAll,
  regex_escape: escapeRegex,
};

const matcher =
  (kind: "match" | "search" | "fullmatch"): Test =>
  (value, args, named) => {
    const pattern = needText(argument(args, named, 0, "pattern") ?? "");
    const regex = pythonRegex(pattern, { ...flagsOf(args, named, 1), sticky: kind !== "search" });
    const match = regex.exec(str(resolve(value)));
    return match !== null && (kind !== "fullmatch" || match[0].length === str(value).length);
  };

export const regexTests: Readonly<Record<string, Test>> = {
  match: matcher("match"),
  search: matcher("search"),
  regex: (value, args, named, context) => {
    const type = str(argument(args, named, 3, "match_type") ?? "search");
    return matcher(type === "match" || type === "fullmatch" ? type : "search")(value, args, named, context);
  },
};
