import { nearest } from "@eksplan/diagnostics/nearest";
import { instanceType, instanceTypeNames } from "../../aws/instance-types.ts";

/** Classes of instances: the letters before the first digit of a type, `u` for the high memory ones. */
const CLASSES: ReadonlySet<string> = new Set(instanceTypeNames().map(classOf));
const SIZES: ReadonlySet<string> = new Set(instanceTypeNames().map((name) => name.split(".")[1] ?? ""));

function classOf(name: string): string {
  return /^[a-z]+/.exec(name)?.[0] ?? "";
}

export interface UnknownType {
  /** It may be newer than the data: its class and its size exist. */
  readonly mayBeNew: boolean;
  /** A type that may have been meant. */
  readonly near?: string;
}

/** Why a type is not in the data; undefined if it is there. */
export function unknownType(name: string): UnknownType | undefined {
  if (instanceType(name) !== undefined) return undefined;
  const [family = "", size = "", ...rest] = name.split(".");
  const looksRight =
    rest.length === 0 && /^[a-z]+-?\d+[a-z0-9]*(?:-[a-z0-9]+)*$/.test(family) && CLASSES.has(classOf(family));
  const near = nearest(name, instanceTypeNames());
  const mayBeNew = looksRight && (SIZES.has(size) || /^\d+xlarge$/.test(size) || /^metal-\d+xl$/.test(size));
  return { mayBeNew, ...(near !== undefined && { near }) };
}
