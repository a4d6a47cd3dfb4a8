import { operation } from "../../../core/call.ts";
import { clusters, connectedClusters } from "../state.ts";

/** With `include: [all]` also those that run elsewhere. */
export const listClusters = operation("eks", "ListClusters", ({ use, input }) => ({
  clusters: [
    ...use(clusters).keys(),
    ...((input.include ?? []).includes("all") ? use(connectedClusters).keys() : []),
  ],
}));
