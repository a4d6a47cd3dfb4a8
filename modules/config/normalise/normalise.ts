import type { BootstrapSpec, ClusterSpec } from "../../spec/cluster.ts";
import { defined } from "../../spec/defined.ts";
import type { CompletedConfig } from "../completed.ts";
import { access } from "./access.ts";
import { addons } from "./addons.ts";
import { controlPlane } from "./control-plane.ts";
import { fargate } from "./fargate.ts";
import { network } from "./network.ts";
import { managedNodeGroups } from "./node-groups.ts";

/** In place of a playbook's path: somebody will run the tasks by hand. */
const MANUAL = "manual";

/**
 * What a file means, in words of our own. Total for every configuration that the rules accept and that can be provisioned.
 * @throws InternalError for a word that a rule should have refused
 */
export function normalise(config: CompletedConfig): ClusterSpec {
  return {
    name: config.metadata.name,
    region: config.metadata.region,
    tags: config.metadata.tags ?? {},
    network: network(config),
    controlPlane: controlPlane(config),
    encryptLogs: config.eksplan.encryptLogs,
    access: access(config),
    oidcProvider: config.iam.withOIDC,
    addons: addons(config),
    nodeGroups: managedNodeGroups(config),
    cniOnNodeRole: config.eksplan.cniOnNodeRole,
    fargate: fargate(config),
    bootstrap: bootstrap(config),
    preventDestroy: config.eksplan.preventDestroy,
  };
}

function bootstrap({ eksplan, gitops }: CompletedConfig): BootstrapSpec {
  const { gitProvider = "", flags = {} } = gitops?.flux ?? {};
  const flux = gitops?.flux === undefined ? undefined : { provider: gitProvider, flags };
  const named = eksplan.bootstrap;
  return {
    mode: named === MANUAL ? "manual" : "apply",
    ...defined({ playbook: named === MANUAL ? undefined : named, flux }),
  };
}
