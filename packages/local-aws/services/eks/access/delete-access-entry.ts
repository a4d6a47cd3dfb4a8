import { operation } from "../../../core/call.ts";
import { findAccessEntry } from "../find.ts";
import { accessEntries, childKey } from "../state.ts";

export const deleteAccessEntry = operation("eks", "DeleteAccessEntry", (call) => {
  const { clusterName, principalArn } = call.input;
  findAccessEntry(call, clusterName, principalArn);
  call.use(accessEntries).delete(childKey(clusterName, principalArn));
  return {};
});
