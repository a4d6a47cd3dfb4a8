import { kms } from "../operation.ts";
import { findKey } from "./store.ts";

/** Grant tokens make no difference: every grant counts at once. */
export const describeKey = kms("DescribeKey", (call) => {
  const { KeyId: id, GrantTokens: _tokens } = call.input;
  return { KeyMetadata: findKey(call, id) };
});
