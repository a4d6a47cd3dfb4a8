import { defineRules, NOTHING, refuse, warn } from "../define.ts";

export const endpointRules = defineRules("network", {
  privateClusterChoosesNoEndpoints: {
    code: "EKS0009",
    name: "a fully private cluster chooses no endpoints",
    reads: ["vpc.clusterEndpoints", "privateCluster.enabled"],
    check: ({ privateCluster }, { given }) => {
      const { publicAccess, privateAccess } = given.vpc?.clusterEndpoints ?? {};
      return privateCluster.enabled && (publicAccess !== undefined || privateAccess !== undefined)
        ? refuse(
            ["vpc", "clusterEndpoints"],
            "a fully private cluster has the private endpoint only; clusterEndpoints is for other clusters; remove it",
          )
        : NOTHING;
    },
  },
  apiHasAnEndpoint: {
    code: "EKS0029",
    name: "the Kubernetes API can be reached",
    reads: ["vpc.clusterEndpoints", "privateCluster.enabled", "outpost"],
    check: ({ vpc: { clusterEndpoints }, privateCluster, outpost }) =>
      clusterEndpoints.publicAccess ||
      clusterEndpoints.privateAccess ||
      privateCluster.enabled ||
      outpost !== undefined
        ? NOTHING
        : refuse(
            ["vpc", "clusterEndpoints", "publicAccess"],
            "the API would have no endpoint at all; public, private or both are allowed; set privateAccess: true",
          ),
  },
  privateApiIsReachedOnPurpose: {
    code: "EKS0068",
    name: "who turns the public endpoint off knows how to reach the private one",
    reads: ["vpc.clusterEndpoints", "privateCluster.enabled", "outpost"],
    explanation:
      "With the private endpoint alone, kubectl and the bootstrap work inside the VPC only, or over a VPN or peering to it.",
    check: ({ vpc: { clusterEndpoints }, privateCluster, outpost }, { given }) =>
      given.vpc?.clusterEndpoints?.publicAccess === false &&
      clusterEndpoints.privateAccess &&
      !privateCluster.enabled &&
      outpost === undefined
        ? warn(
            ["vpc", "clusterEndpoints", "publicAccess"],
            "the API can be reached from inside the VPC only; that is allowed; make sure that kubectl and the bootstrap run there",
          )
        : NOTHING,
  },
});
