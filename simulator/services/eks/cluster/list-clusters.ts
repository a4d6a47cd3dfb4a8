import { operation } from "../../../core/call.ts";
import { clusters } from "../state.ts";

// `include: [all]` adds connected clusters, of which there are none.
export const listClusters = operation("eks", "ListClusters", ({ use, input: { include: _ } }) => ({
  clusters: use(clusters).keys(),
}));
