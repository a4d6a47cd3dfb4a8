import { operation } from "../../../core/call.ts";
import { findCluster } from "../find.ts";
import { capabilities } from "../state.ts";

export const listCapabilities = operation("eks", "ListCapabilities", (call) => {
  const { name } = findCluster(call, call.input.clusterName);
  return { capabilities: call.use(capabilities).list(`${name}/`) };
});
