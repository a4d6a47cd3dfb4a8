import { operation } from "../../../core/call.ts";
import { findCluster } from "../find.ts";
import { nodegroups } from "../state.ts";

export const listNodegroups = operation("eks", "ListNodegroups", (call) => {
  const { name } = findCluster(call, call.input.clusterName);
  return {
    nodegroups: call
      .use(nodegroups)
      .list(`${name}/`)
      .map((group) => group.nodegroupName),
  };
});
