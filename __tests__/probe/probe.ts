import type { Field } from "../../modules/config/fields.ts";

/** In place of a value: the field is not in the file. */
export const ABSENT = Symbol("absent");

export interface Block {
  readonly [key: string]: Content | undefined;
}
export type Content = string | number | boolean | readonly Content[] | Block;
export type Pair<T> = readonly [T, T];

/** What the tables say about the probe of one field; everything is optional, because its kind says enough for most. */
export interface ProbeSettings {
  /** What the rest of the file must say for the field to make sense; `undefined` takes a key away. */
  readonly with?: Content;
  /** Two values that the rules accept. */
  readonly values?: readonly [Content, Content | typeof ABSENT];
  /** A block around the field that the values stand for, if a value needs another neighbour than the other one. @default - the field */
  readonly at?: string;
  /** Rules that refuse one or both of the values, because the field is there to be refused. */
  readonly refusedBy?: readonly string[];
  /** A value that synth refuses although it takes the two. */
  readonly unprovisioned?: Content;
}

/** A file in which one field has one value or another. */
export interface Probe {
  readonly field: string;
  readonly path: readonly (string | number)[];
  readonly first: Content;
  readonly second: Content;
  readonly without: Content;
  readonly unprovisioned?: Content;
  readonly refusedBy: readonly string[];
}

/** Fields that take a value of their own, rather than hold other fields. */
export function leaves(fields: readonly Field[]): readonly Field[] {
  return fields.filter(({ kind, of }) => kind !== "block" && !(kind !== "list or map" && of === "block"));
}

/** Whether a table's entry is about a field: itself, or a block or list around it. */
export const covers = (entry: string, field: string): boolean =>
  field === entry || field.startsWith(`${entry}.`) || field.startsWith(`${entry}[]`);

/** The place of a field in a file: `[]` is the first item, `*` the name that the tables use. */
export function placeOf(field: string, name: string): readonly (string | number)[] {
  const steps = field.replaceAll("[]", ".[]").split(".");
  return steps.map((step) => (step === "[]" ? 0 : step === "*" ? name : step));
}

/** Both, the second over the first. Items of lists are merged by place. */
export function merge(under: Content | undefined, over: Content | undefined): Content | undefined {
  if (Array.isArray(under) && Array.isArray(over)) {
    const length = Math.max(under.length, over.length);
    return Array.from(
      { length },
      (_, index) => (index < over.length ? merge(under[index], over[index]) : under[index])!,
    );
  }
  if (!isMap(under) || !isMap(over)) return over;
  const merged = { ...under };
  for (const [key, value] of Object.entries(over)) {
    const result = value === undefined ? undefined : merge(under[key], value);
    if (result === undefined) delete merged[key];
    else merged[key] = result;
  }
  return merged;
}

/** A copy in which a place has a value. Blocks and items on the way are made. */
export function put(
  content: Content | undefined,
  [step, ...rest]: Probe["path"],
  value: Content | typeof ABSENT,
): Content {
  if (step === undefined) return value as Content;
  const isLast = rest.length === 0;
  if (typeof step === "number") {
    const items = Array.isArray(content) ? [...(content as readonly Content[])] : [];
    items[step] = put(items[step], rest, value);
    return items;
  }
  const { [step]: inner, ...others } = isMap(content) ? content : {};
  if (value === ABSENT && (isLast || inner === undefined)) return others;
  return { ...others, [step]: put(inner, rest, value) };
}

function isMap(value: unknown): value is Block {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The same made of two things. */
export const both = <In, Out>([first, second]: Pair<In>, make: (value: In) => Out): Pair<Out> => [
  make(first),
  make(second),
];

const IN_KIND: Readonly<Record<string, Pair<Content>>> = {
  text: ["one", "two"],
  whole: [1, 2],
  decimal: [0.1, 0.2],
  flag: [true, false],
  "list of text": [["one"], ["two"]],
  "map of text": [{ team: "one" }, { team: "two" }],
};

/** Two values of the kind that a field takes. */
export function samplesOf({ path, kind, of }: Field): Pair<Content> {
  const samples = IN_KIND[of === undefined ? kind : `${kind} of ${of}`];
  if (samples === undefined)
    throw new Error(`${path} needs two values in the tables of the probe: it is a ${kind}`);
  return samples;
}
