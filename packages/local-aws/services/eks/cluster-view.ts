import type { Context } from "../../core/call.ts";
import type { Collection } from "../../core/collection.ts";
import { callerOf } from "../../core/identity.ts";
import type { AccessView, ClusterView, NodeView } from "../../core/kubernetes-api.ts";
import { creatorPrincipal } from "./access/access-entry.ts";
import { describedAddon } from "./addon/described-addon.ts";
import { preservedAddons } from "./addon/preserved.ts";
import { clusterNodes } from "./nodegroup/nodes.ts";
import {
  accessEntries,
  addons,
  type Cluster,
  clusters,
  fargateProfiles,
  kubernetesObjects,
} from "./state.ts";

const ownAddons = ["vpc-cni", "kube-proxy", "coredns"];

/** What a cluster's API server may know of the rest. Looks afresh each time; `origin` only tells account and region. */
export function clusterView(origin: Context, name: string): ClusterView {
  const { account, region, partition } = origin;
  const found = origin.use(clusters).get(name);
  const arn = found?.arn ?? `arn:${partition}:eks:${region}:${account}:cluster/${name}`;
  const look = <R>(work: (context: Context, cluster: Cluster) => R, none: R): R =>
    origin.transact((context) => {
      const cluster = context.use(clusters).get(name);
      return cluster === undefined ? none : work(context, cluster);
    });
  const objects = (context: Context) => scoped(context.use(kubernetesObjects), `${name}/`);
  return {
    arn,
    name,
    account,
    region,
    now: () => origin.transact(({ now }) => now),
    exists: () => look(() => true, false),
    version: () =>
      look((_, cluster) => ({ kubernetes: cluster.version, platform: cluster.platformVersion }), {
        kubernetes: "",
        platform: "",
      }),
    authenticationMode: () =>
      look((_, cluster) => cluster.accessConfig.authenticationMode ?? "CONFIG_MAP", "CONFIG_MAP"),
    selfManagedAddons: () =>
      look((_, cluster) => (cluster.bootstrapSelfManagedAddons ? ownAddons : []), [] as readonly string[]),
    nodes: () => look(clusterNodes, [] as readonly NodeView[]),
    access: () =>
      look(
        ({ use }, cluster) =>
          cluster.accessConfig.authenticationMode === "CONFIG_MAP"
            ? [creatorView(cluster)]
            : use(accessEntries)
                .list(`${name}/`)
                .map((entry) => ({
                  principalArn: entry.principalArn,
                  type: entry.type,
                  username: entry.username,
                  groups: entry.kubernetesGroups,
                  policies: entry.policies.map(({ policyArn, accessScope }) => ({
                    policyArn,
                    scope: accessScope.type,
                    namespaces: accessScope.namespaces,
                  })),
                })),
        [],
      ),
    preservedAddons: () =>
      look(
        ({ use }) =>
          use(preservedAddons)
            .keys(`${name}/`)
            .map((key) => key.slice(name.length + 1)),
        [],
      ),
    addons: () =>
      look(
        (context, cluster) =>
          context
            .use(addons)
            .list(`${name}/`)
            .map((addon) => ({
              name: addon.addonName,
              version: addon.addonVersion,
              status: describedAddon(context, cluster, addon).status ?? "",
              configurationValues: addon.configurationValues,
            })),
        [],
      ),
    fargateProfiles: () =>
      look(
        ({ use }) =>
          use(fargateProfiles)
            .list(`${name}/`)
            .filter((profile) => profile.status === "ACTIVE")
            .map((profile) => ({
              name: profile.fargateProfileName,
              selectors: profile.selectors.map(({ namespace = "", labels = {} }) => ({ namespace, labels })),
            })),
        [],
      ),
    principal: (accessKeyId) => origin.transact((context) => principalOf(context, accessKeyId)),
    read: (work) => origin.transact((context) => work(objects(context))),
    write: (work) => origin.transact((context) => work(objects(context))),
  };
}

/** Without access entries the creator is let in all the same, and no list shows it. */
const creatorView = (cluster: Cluster): AccessView => ({
  principalArn: creatorPrincipal(cluster.creatorArn),
  type: "STANDARD",
  username: "kubernetes-admin",
  groups: ["system:masters"],
  policies: [],
});

function principalOf(context: Context, accessKeyId: string) {
  const { accountId, arn } = callerOf(accessKeyId, context.region, context, context.now);
  const session = /^(arn:[^:]+):sts::(\d{12}):assumed-role\/([^/]+)\/(.+)$/.exec(arn);
  if (session === null) return { account: accountId, arn };
  const [, start = "", account = "", role = "", sessionName = ""] = session;
  return { account, arn: `${start}:iam::${account}:role/${role}`, sessionName };
}

/** The part of a collection whose keys start with a prefix, under keys without it. */
function scoped<T>(all: Collection<T>, prefix: string): Collection<T> {
  return {
    get: (key) => all.get(prefix + key),
    has: (key) => all.has(prefix + key),
    put: (key, value) => all.put(prefix + key, value),
    patch: (key, change) => all.patch(prefix + key, change),
    delete: (key) => all.delete(prefix + key),
    list: (inner = "") => all.list(prefix + inner),
    keys: (inner = "") => all.keys(prefix + inner).map((key) => key.slice(prefix.length)),
    get size() {
      return all.keys(prefix).length;
    },
    // No collection of objects has a tally.
    count: (what) => all.count(what),
  };
}
