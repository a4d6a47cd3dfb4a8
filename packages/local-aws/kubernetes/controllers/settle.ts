import type { AddonView, ClusterView, NodeView } from "../../core/kubernetes-api.ts";
import type { Objects } from "../object-store.ts";
import { registryOf } from "../registry.ts";
import { addons } from "./addons.ts";
import { bootstrap } from "./bootstrap.ts";
import { budgets } from "./budgets.ts";
import { daemonSets } from "./daemon-sets.ts";
import { deployments } from "./deployments.ts";
import { extensions } from "./extensions.ts";
import { garbage } from "./garbage.ts";
import { jobs } from "./jobs.ts";
import { kubelet } from "./kubelet.ts";
import { namespaces } from "./namespaces.ts";
import { nodes } from "./nodes.ts";
import { replicaSets } from "./replica-sets.ts";
import type { Controller, Surroundings } from "./round.ts";
import { scheduler } from "./scheduler.ts";
import { services } from "./services.ts";
import { statefulSets } from "./stateful-sets.ts";
import { volumes } from "./volumes.ts";

const controllers: readonly Controller[] = [
  bootstrap,
  extensions,
  nodes,
  addons,
  namespaces,
  deployments,
  replicaSets,
  statefulSets,
  daemonSets,
  jobs,
  scheduler,
  volumes,
  kubelet,
  services,
  budgets,
  garbage,
];

/** Rounds until nothing changes any more; more than this is two controllers at odds. */
const roundLimit = 50;

/** What the controllers saw when they last had nothing left to do. */
export interface Settled {
  readonly revision: number;
  readonly outside: string;
  readonly nodes: ReadonlyMap<string, NodeView>;
  readonly addons: ReadonlyMap<string, AddonView>;
  /** Simulated time at which they have to look again. */
  readonly nextDue: number;
}

/** Lets the cluster's controllers do everything that is due by now, as one transaction. Costs little if that is nothing. */
export function settle(
  view: ClusterView,
  objects: Objects,
  certificate: string,
  before: Settled | undefined,
): Settled {
  const now = view.now();
  const seen = {
    nodes: view.nodes(),
    addons: view.addons(),
    preservedAddons: view.preservedAddons(),
    fargateProfiles: view.fargateProfiles(),
    version: view.version().kubernetes,
  };
  const outside = JSON.stringify(seen);
  if (before?.revision === objects.revision && before.outside === outside && now < before.nextDue)
    return before;
  const surroundings: Surroundings = {
    ...seen,
    arn: view.arn,
    region: view.region,
    endpoint: "",
    nodesBefore: before?.nodes ?? new Map(),
    addonsBefore: before?.addons ?? new Map(),
    selfManagedAddons: objects.isNew ? view.selfManagedAddons() : [],
    certificate,
  };
  let nextDue = Number.POSITIVE_INFINITY;
  objects.transact((transaction) => {
    for (let round = 0; round < roundLimit; round += 1) {
      const { revision } = transaction;
      nextDue = Number.POSITIVE_INFINITY;
      for (const controller of controllers) {
        controller({
          transaction,
          surroundings,
          isFirst: round === 0,
          registry: registryOf(objects),
          due: (at) => {
            nextDue = Math.min(nextDue, at);
          },
        });
      }
      if (transaction.revision === revision) return;
    }
    // They go on at the next request: a cluster whose controllers are at odds still answers.
    nextDue = now;
    process.emitWarning(`the controllers of ${view.arn} did not come to rest in ${roundLimit} rounds`);
  });
  return {
    revision: objects.revision,
    outside,
    nodes: new Map(seen.nodes.map((node) => [node.name, node])),
    addons: new Map(seen.addons.map((addon) => [addon.name, addon])),
    nextDue,
  };
}
