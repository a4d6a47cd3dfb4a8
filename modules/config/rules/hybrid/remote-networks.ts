import { defineRules, hasItems, isSet, NOTHING, notOneOf, refuse, refuseKey, show, warn } from "../define.ts";
import { hasOwnVpc, isIpv6 } from "../network/addresses.ts";

const TOP = "remoteNetworkConfig";

export const remoteNetworkRules = defineRules("hybrid", {
  hybridNodesAreNotOnOutposts: {
    code: "EKS0071",
    name: "hybrid nodes on Outposts need separate etcd instances",
    reads: [TOP, "outpost"],
    check: ({ remoteNetworkConfig, outpost }) =>
      remoteNetworkConfig !== undefined && outpost !== undefined && !isSet(outpost.etcdInstanceType)
        ? refuseKey(
            [TOP],
            "a local cluster has no hybrid nodes; they are allowed with outpost.etcdInstanceType; remove the block or name the type",
          )
        : NOTHING,
  },
  hybridNodesAreIpv4: {
    code: "EKS0072",
    name: "a cluster with hybrid nodes is an IPv4 cluster",
    reads: [TOP, "kubernetesNetworkConfig.ipFamily"],
    check: (config) =>
      config.remoteNetworkConfig !== undefined && isIpv6(config)
        ? refuse(
            ["kubernetesNetworkConfig", "ipFamily"],
            "hybrid nodes have no IPv6; IPv4 is allowed with remoteNetworkConfig; write IPv4",
          )
        : NOTHING,
  },
  hybridNodesUseAccessEntries: {
    code: "EKS0073",
    name: "a cluster with hybrid nodes reads access entries",
    reads: [TOP, "accessConfig.authenticationMode"],
    check: ({ remoteNetworkConfig, accessConfig: { authenticationMode } }) =>
      remoteNetworkConfig !== undefined && authenticationMode === "CONFIG_MAP"
        ? refuse(
            ["accessConfig", "authenticationMode"],
            "hybrid nodes join by an access entry; API and API_AND_CONFIG_MAP are allowed; write API",
          )
        : NOTHING,
  },
  nodeNetworkIsOne: {
    code: "EKS0074",
    name: "there is one remote node network",
    reads: [`${TOP}.remoteNodeNetworks`],
    check: (_, { given }) =>
      (given.remoteNetworkConfig?.remoteNodeNetworks?.length ?? 0) > 1
        ? refuse(
            [TOP, "remoteNodeNetworks", 1],
            "there is more than one network; one is allowed, with any number of ranges; list all ranges under the cidrs of the first",
          )
        : NOTHING,
  },
  podNetworkIsOne: {
    code: "EKS0075",
    name: "there is one remote pod network",
    reads: [`${TOP}.remotePodNetworks`],
    check: (_, { given }) =>
      (given.remoteNetworkConfig?.remotePodNetworks?.length ?? 0) > 1
        ? refuse(
            [TOP, "remotePodNetworks", 1],
            "there is more than one network; one is allowed, with any number of ranges; list all ranges under the cidrs of the first",
          )
        : NOTHING,
  },
  nodeNetworkIsThere: {
    code: "EKS0076",
    name: "hybrid nodes have a network",
    reads: [`${TOP}.remoteNodeNetworks`, `${TOP}.remotePodNetworks`, "outpost"],
    check: (_, { given }) => {
      const block = given.remoteNetworkConfig;
      if (block === undefined || hasItems(block.remoteNodeNetworks)) return NOTHING;
      const onOutpost = given.outpost !== undefined;
      const path = [TOP, "remoteNodeNetworks"];
      const bothEmpty = block.remoteNodeNetworks !== undefined && block.remotePodNetworks !== undefined;
      if (onOutpost && (hasItems(block.remotePodNetworks) || bothEmpty)) return NOTHING;
      return refuse(
        path,
        "the ranges of the remote nodes are missing; one network is needed; add remoteNodeNetworks with cidrs",
      );
    },
  },
  remoteNodesReachPrivateVpc: {
    code: "EKS0077",
    name: "a gateway to remote networks is attached to a created VPC",
    reads: [`${TOP}.vpcGatewayID`, "vpc.id", "vpc.subnets"],
    check: (config) =>
      isSet(config.remoteNetworkConfig?.vpcGatewayID) && hasOwnVpc(config)
        ? refuse(
            [TOP, "vpcGatewayID"],
            "an existing VPC keeps its own routes and gateways; vpcGatewayID is for a created VPC; remove the line and add the routes yourself",
          )
        : NOTHING,
  },
  gatewayIsKnown: {
    code: "EKS0078",
    name: "the gateway is a transit gateway or a virtual private gateway",
    reads: [`${TOP}.vpcGatewayID`],
    check: ({ remoteNetworkConfig }) => {
      const id = remoteNetworkConfig?.vpcGatewayID;
      return isSet(id) && !/^(?:tgw|vgw)/.test(id)
        ? refuse(
            [TOP, "vpcGatewayID"],
            `${show(id)} is not a gateway to remote networks; a transit gateway (tgw-…) or virtual private gateway (vgw-…) is allowed; write its id`,
          )
        : NOTHING;
    },
  },
  gatewayLooksLikeId: {
    code: "EKS0441",
    name: "the id of the gateway looks like one",
    explanation:
      "EKS attaches the VPC to this gateway; an id of another kind is refused once the cluster exists.",
    reads: [`${TOP}.vpcGatewayID`],
    check: ({ remoteNetworkConfig }) => {
      const id = remoteNetworkConfig?.vpcGatewayID;
      return isSet(id) && /^(?:tgw|vgw)/.test(id) && !/^(?:tgw|vgw)-(?:[0-9a-f]{8}|[0-9a-f]{17})$/.test(id)
        ? warn(
            [TOP, "vpcGatewayID"],
            `${show(id)} does not look like an id; ids are tgw- or vgw- and 8 or 17 of the digits 0-9a-f; copy the id from AWS`,
          )
        : NOTHING;
    },
  },
  providerIsKnown: {
    code: "EKS0079",
    name: "hybrid nodes get credentials from ssm or ira",
    reads: [`${TOP}.iam.provider`],
    check: ({ remoteNetworkConfig }) => {
      const provider = remoteNetworkConfig?.iam?.provider;
      return provider !== undefined && !["ssm", "ira"].includes(provider.toLowerCase())
        ? refuse([TOP, "iam", "provider"], notOneOf(provider, ["ssm", "ira"], "a provider of credentials"))
        : NOTHING;
    },
  },
  ssmNeedsNoCertificate: {
    code: "EKS0080",
    name: "credentials of Systems Manager need no certificate",
    reads: [`${TOP}.iam`],
    check: ({ remoteNetworkConfig }) =>
      remoteNetworkConfig?.iam?.caBundleCert !== undefined &&
      remoteNetworkConfig.iam.provider?.toLowerCase() === "ssm"
        ? refuse(
            [TOP, "iam", "caBundleCert"],
            "Systems Manager uses no certificate authority; caBundleCert is for the provider ira; remove it or write provider: ira",
          )
        : NOTHING,
  },
  iraNeedsCertificate: {
    code: "EKS0081",
    name: "IAM Roles Anywhere has a certificate authority",
    reads: [`${TOP}.iam`],
    check: ({ remoteNetworkConfig }) =>
      remoteNetworkConfig?.iam?.provider?.toLowerCase() === "ira" &&
      !isSet(remoteNetworkConfig.iam.caBundleCert)
        ? refuse(
            [TOP, "iam", "caBundleCert"],
            "IAM Roles Anywhere trusts no certificate authority yet; the provider ira needs one; add caBundleCert in PEM",
          )
        : NOTHING,
  },
  ownHybridRoleIsComplete: {
    code: "EKS0082",
    name: "an own role of hybrid nodes has what they need",
    reads: [`${TOP}.iam.roleARN`],
    check: ({ remoteNetworkConfig }) =>
      isSet(remoteNetworkConfig?.iam?.roleARN)
        ? warn(
            [TOP, "iam", "roleARN"],
            "the role is used as it is; it needs eks:DescribeCluster, ECR pull and the rights of the provider of credentials; check its policies",
          )
        : NOTHING,
  },
  remoteNodesOfPrivateCluster: {
    code: "EKS0084",
    name: "a fully private cluster has its own routes to remote networks",
    reads: [TOP, "privateCluster.enabled"],
    check: ({ remoteNetworkConfig, privateCluster }) =>
      remoteNetworkConfig !== undefined && privateCluster.enabled
        ? warn(
            ["privateCluster", "enabled"],
            "no routes to the remote networks are made in a fully private VPC; that is allowed; add them yourself",
          )
        : NOTHING,
  },
  hybridClusterHasOneEndpoint: {
    code: "EKS0444",
    name: "a cluster with hybrid nodes has one endpoint",
    reads: [TOP, "vpc.clusterEndpoints"],
    explanation:
      "With both endpoints on, hybrid nodes outside the VPC resolve the name of the API to its public addresses, which AWS advises against: choose public or private.",
    check: ({ remoteNetworkConfig, vpc: { clusterEndpoints } }) =>
      remoteNetworkConfig !== undefined && clusterEndpoints.publicAccess && clusterEndpoints.privateAccess
        ? warn(
            ["vpc", "clusterEndpoints"],
            "both endpoints are on; AWS wants public or private access for hybrid nodes, not both; turn one of them off",
          )
        : NOTHING,
  },
});
