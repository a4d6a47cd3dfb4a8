import { operation } from "../../../core/call.ts";
import { inUse, invalidParameter, limitExceeded } from "../errors.ts";
import { trustedServices } from "../roles.ts";
import { type ConnectedCluster, clusters, connectedClusters } from "../state.ts";
import { checkedTags } from "../tag/tags.ts";

const connectedPerRegion = 10;
/** How long the agent may take to show the activation code. */
const activationMilliseconds = 3 * 24 * 3600 * 1000;

/** A cluster that runs elsewhere. It stays PENDING: there is no agent that would connect it. */
export const registerCluster = operation("eks", "RegisterCluster", (call) => {
  const { name, connectorConfig, tags } = call.input;
  const { roleArn, provider } = connectorConfig;
  if (call.use(clusters).has(name) || call.use(connectedClusters).has(name))
    throw inUse(`Cluster already exists with name: ${name}`, { clusterName: name });
  if (call.use(connectedClusters).size >= connectedPerRegion)
    throw limitExceeded("You've reached the limit on registered clusters", { clusterName: name });
  if (!(trustedServices(call, roleArn) ?? []).includes("ssm.amazonaws.com")) {
    throw invalidParameter(
      `The connector role ${roleArn} does not exist or does not trust ssm.amazonaws.com`,
      { clusterName: name },
    );
  }
  const cluster: ConnectedCluster = {
    name,
    arn: `arn:${call.partition}:eks:${call.region}:${call.account}:cluster/${name}`,
    createdAt: call.now,
    status: "PENDING",
    connectorConfig: {
      activationId: call.ids.uuid(),
      activationCode: call.ids.alphanumeric(20),
      activationExpiry: call.now + activationMilliseconds,
      provider,
      roleArn,
    },
    tags: checkedTags(tags),
  };
  call.use(connectedClusters).put(name, cluster);
  return { cluster };
});
