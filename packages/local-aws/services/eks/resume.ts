import type { Context } from "../../core/call.ts";
import { clusterView } from "./cluster-view.ts";
import { clusters } from "./state.ts";

/** Opens the API servers of the clusters in a state file again, where they listened before if that is possible. */
export async function resume(context: Context): Promise<void> {
  for (const { name, listening } of context.use(clusters).list()) {
    const now = await context.kubernetes.start(clusterView(context, name), listening);
    context.transact(({ use }) => use(clusters).patch(name, { listening: now }));
  }
}
