import type { Cause } from "./failure.ts";
import type { Json } from "./json.ts";

export const faultOf = (field: string, value: Json | undefined, text: string): Cause => ({
  reason: "FieldValueInvalid",
  field,
  message: `Invalid value: ${JSON.stringify(value)}: ${text}`,
});
export const required = (field: string, text = ""): Cause => ({
  reason: "FieldValueRequired",
  field,
  message: `Required value${text === "" ? "" : `: ${text}`}`,
});
