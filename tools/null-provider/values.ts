import { isDeepStrictEqual } from "node:util";
import { decode, ExtData, encode } from "@msgpack/msgpack";

/** Terraform's values on the wire: msgpack, where extension 0 stands for "known after apply". */
export interface DynamicValue {
  readonly msgpack?: Uint8Array;
  readonly json?: Uint8Array;
}

/** Extension values are kept as they came: refined unknowns (extension 12) say more than "unknown". */
export type Value = null | string | ExtData | { readonly [key: string]: Value };
export type ObjectValue = { readonly [key: string]: Value };

export const unknown = new ExtData(0, new Uint8Array(1));

export const isUnknown = (value: Value | undefined): value is ExtData => value instanceof ExtData;

export function fromWire(value: DynamicValue | null | undefined): ObjectValue | null {
  if (value?.msgpack !== undefined && value.msgpack.length > 0) {
    return decode(value.msgpack) as ObjectValue | null;
  }
  if (value?.json !== undefined && value.json.length > 0) {
    return JSON.parse(Buffer.from(value.json).toString()) as ObjectValue | null;
  }
  return null;
}

export const toWire = (value: ObjectValue | null): DynamicValue => ({ msgpack: encode(value) });

/** Two unknown values are never the same. */
export function isSame(left: Value | undefined, right: Value | undefined): boolean {
  if (isUnknown(left) || isUnknown(right)) return false;
  return isDeepStrictEqual(left ?? null, right ?? null);
}
