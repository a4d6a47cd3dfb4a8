/** What may be stored: plain JSON data. Values are frozen when stored; a change stores a new value. */
export interface CollectionDefinition<T> {
  /** `service/what`, unique, for example `eks/clusters`; kept in state files, so never renamed lightly. */
  readonly name: string;
  /** Which objects see each other: those of one account in one region, of one account, or all. */
  readonly scope: "region" | "account" | "global";
  /** The type is only carried along. */
  readonly _value?: T;
  /** What of an object is counted, so that a question about all of them need not look at each. @default - nothing */
  readonly tally?: (value: T) => readonly string[];
  /** How an object is listed when it was left over; without this it is bookkeeping and never listed. */
  readonly identify?: (value: T, key: string) => { readonly id: string; readonly arn?: string } | undefined;
}

export const definitions = new Map<string, CollectionDefinition<unknown>>();

export function collection<T>(
  name: string,
  scope: CollectionDefinition<T>["scope"],
  identify?: CollectionDefinition<T>["identify"],
  tally?: CollectionDefinition<T>["tally"],
): CollectionDefinition<T> {
  const definition: CollectionDefinition<T> = {
    name,
    scope,
    ...(identify && { identify }),
    ...(tally && { tally }),
  };
  if (definitions.has(name)) throw new Error(`collection ${name} is defined twice`);
  definitions.set(name, definition as CollectionDefinition<unknown>);
  return definition;
}

export const definitionOf = (
  name: string,
): CollectionDefinition<Readonly<Record<string, unknown>>> | undefined =>
  definitions.get(name) as CollectionDefinition<Readonly<Record<string, unknown>>> | undefined;

/** The objects of one collection in one account and region. */
export interface Collection<T> {
  get(key: string): T | undefined;
  has(key: string): boolean;
  put(key: string, value: T): T;
  /** Stores the value with these members changed. Throws if there is none under the key. */
  patch(key: string, change: Partial<T>): T;
  delete(key: string): boolean;
  /** In the order of first storing; with a prefix, only the keys that start with it. */
  list(prefix?: string): readonly T[];
  keys(prefix?: string): readonly string[];
  readonly size: number;
  /** How often the objects' `tally` names this. */
  count(what: string): number;
}
