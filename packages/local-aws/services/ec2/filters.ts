import type { Context } from "../../core/call.ts";
import { AwsError, NotImplemented } from "../../core/errors.ts";
import { tags } from "./tags/store.ts";

type Found = string | number | boolean | undefined;

/**
 * What can be filtered by: a filter's name, and either the path of a member (`Attachments.VpcId`; lists on the way count
 * with each of their elements) or a function.
 */
export type Filters<T> = Readonly<
  Record<string, string | ((context: Context, value: T) => Found | readonly Found[])>
>;

export interface Filter {
  readonly Name?: string | undefined;
  readonly Values?: readonly string[] | undefined;
}

/** `*` stands for any characters, `?` for one; a backslash takes that meaning away. */
export function wildcard(pattern: string): (text: string) => boolean {
  if (!/[*?\\]/.test(pattern)) return (text) => text === pattern;
  const source = pattern.replace(/\\[\s\S]|[\s\S]/g, (part) => {
    if (part === "*") return ".*";
    if (part === "?") return ".";
    const char = part.length > 1 ? part.charAt(1) : part;
    return char.replace(/[\\^$.*+?()[\]{}|]/, "\\$&");
  });
  const regex = new RegExp(`^${source}$`, "s");
  return (text) => regex.test(text);
}

/** Every value at the end of a path. */
export function valuesAt(value: unknown, path: string): readonly unknown[] {
  return path
    .split(".")
    .reduce<readonly unknown[]>(
      (found, member) =>
        found
          .flatMap((parent) => (parent as Record<string, unknown> | undefined)?.[member])
          .filter((child) => child !== undefined && child !== null),
      [value],
    );
}

/** A test for all of the filters: the values of one are alternatives, the filters must all hold. */
export function matcher<T>(
  context: Context,
  operation: string,
  known: Filters<T>,
  idOf: (value: T) => string,
  filters: readonly Filter[] = [],
): (value: T) => boolean {
  const tests = filters.map(({ Name: name = "", Values: values = [] }): ((value: T) => boolean) => {
    if (name === "") throw new AwsError("InvalidParameterValue", "The filter 'null' is invalid");
    const patterns = values.map(wildcard);
    const any = (text: string) => patterns.some((matches) => matches(text));
    const tagsOf = (value: T) => context.use(tags).get(idOf(value))?.tags ?? {};
    if (name.startsWith("tag:")) {
      const key = name.slice("tag:".length);
      return (value) => {
        const found = tagsOf(value)[key];
        return found !== undefined && any(found);
      };
    }
    if (name === "tag-key") return (value) => Object.keys(tagsOf(value)).some(any);
    if (name === "tag-value") return (value) => Object.values(tagsOf(value)).some(any);
    const source = Object.hasOwn(known, name) ? known[name] : undefined;
    if (source === undefined) throw new NotImplemented(`EC2 ${operation}: filter "${name}"`);
    return (value) => {
      const found = typeof source === "string" ? valuesAt(value, source) : [source(context, value)].flat();
      return found.some((one) => one !== undefined && any(String(one)));
    };
  });
  return (value) => tests.every((test) => test(value));
}
