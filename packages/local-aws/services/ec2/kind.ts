import type { Context } from "../../core/call.ts";
import { type CollectionDefinition, collection } from "../../core/collection.ts";
import { AwsError } from "../../core/errors.ts";
import type { Filters } from "./filters.ts";
import { tags } from "./tags/store.ts";

/** One sort of EC2 object: where it is kept, how it is named, found and filtered. */
export interface Kind<T> {
  readonly collection: CollectionDefinition<T>;
  /** First part of its ids, for example `vpc`. */
  readonly prefix: string;
  /** Type in tag specifications and ARNs, for example `route-table`. */
  readonly resourceType: string;
  readonly idOf: (value: T) => string;
  readonly missing: (id: string) => AwsError;
  readonly filters: Filters<T>;
  /** Member under which the API shows the tags. */
  readonly tagMember: "Tags" | "TagSet";
  /** What the API shows: stored values plus what is computed from others. */
  readonly view: (context: Context, value: T) => object;
}

export interface KindDefinition<T> {
  /** Plural, kept in state files, for example `vpcs`. */
  readonly name: string;
  readonly prefix: string;
  readonly resourceType: string;
  readonly id: keyof T & string;
  /** Error code of an id that is not there and the sentence about it, `%` standing for the id. */
  readonly missing: readonly [code: string, message: string];
  readonly filters: Filters<T>;
  readonly tagMember?: "Tags" | "TagSet";
  /** @default - as stored */
  readonly view?: (context: Context, value: T) => object;
  /** Whether AWS made it or it is gone but still shown, so that a test must not count it as left over. @default - never */
  readonly unlisted?: (value: T) => boolean;
  /** What of an object is counted. @default - nothing */
  readonly tally?: (value: T) => readonly string[];
}

export function kind<T extends object>(definition: KindDefinition<T>): Kind<T> {
  const { id, missing, unlisted, tally } = definition;
  const idOf = (value: T) => String(value[id]);
  const [code, message] = missing;
  return {
    collection: collection<T>(
      `ec2/${definition.name}`,
      "region",
      (value) => (unlisted?.(value) === true ? undefined : { id: idOf(value) }),
      tally,
    ),
    prefix: definition.prefix,
    resourceType: definition.resourceType,
    idOf,
    missing: (wanted) =>
      new RegExp(`^${definition.prefix}-[0-9a-f]{8,17}$`).test(wanted) || !code.endsWith(".NotFound")
        ? new AwsError(code, message.replace("%", wanted))
        : new AwsError(
            code.replace(".NotFound", ".Malformed"),
            `Invalid id: "${wanted}" (expecting "${definition.prefix}-...")`,
          ),
    filters: definition.filters,
    tagMember: definition.tagMember ?? "Tags",
    view: definition.view ?? ((_context, value) => value),
  };
}

/** The object with this id. Throws the kind's own error. */
export function find<T>(context: Context, of: Kind<T>, id: string): T {
  const value = context.use(of.collection).get(id);
  if (value === undefined) throw of.missing(id);
  return value;
}

/** Stores a new object and its tags. */
export function create<T>(
  context: Context,
  of: Kind<T>,
  value: T,
  tagged: Readonly<Record<string, string>> = {},
): T {
  const id = of.idOf(value);
  if (Object.keys(tagged).length > 0)
    context.use(tags).put(id, { resourceType: of.resourceType, tags: tagged });
  return context.use(of.collection).put(id, value);
}

/** Takes an object away together with its tags. */
export function remove<T>(context: Context, of: Kind<T>, id: string): void {
  context.use(of.collection).delete(id);
  context.use(tags).delete(id);
}

/** An object as the API shows it. */
export function show<T>(context: Context, of: Kind<T>, value: T): object {
  const entries = Object.entries(context.use(tags).get(of.idOf(value))?.tags ?? {});
  return { ...of.view(context, value), [of.tagMember]: entries.map(([Key, Value]) => ({ Key, Value })) };
}

export const newId = (context: Context, of: { readonly prefix: string }): string =>
  `${of.prefix}-${context.ids.hex(17)}`;

export const arnOf = (context: Context, resourceType: string, id: string): string =>
  `arn:${context.partition}:ec2:${context.region}:${context.account}:${resourceType}/${id}`;
