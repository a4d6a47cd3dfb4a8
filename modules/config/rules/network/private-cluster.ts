import { defineRules, each, hasItems, NOTHING, notOneOf, refuse, refuseKey, repeated } from "../define.ts";
import { hasOwnSubnets, hasOwnVpc } from "./addresses.ts";
import { ownSubnets } from "./vpc.ts";

const SERVICES = ["cloudformation", "autoscaling", "logs"];
const PATH = ["privateCluster", "additionalEndpointServices"];

export const privateClusterRules = defineRules("network", {
  privateClusterHasPrivateSubnets: {
    code: "EKS0063",
    name: "a fully private cluster in an existing VPC has private subnets",
    reads: ["privateCluster.enabled", "vpc.subnets", "vpc.id"],
    check: (config) =>
      config.privateCluster.enabled &&
      hasOwnVpc(config) &&
      ownSubnets(config, "private").length === 0 &&
      (ownSubnets(config, "public").length > 0 || !hasOwnSubnets(config))
        ? refuseKey(
            ["vpc", "subnets"],
            "a fully private cluster has no private subnets here; two are needed; list them under vpc.subnets.private",
          )
        : NOTHING,
  },
  privateClusterHasNoLocalZones: {
    code: "EKS0064",
    name: "a fully private cluster has no local zones",
    reads: ["privateCluster.enabled", "localZones"],
    check: ({ privateCluster, localZones }) =>
      privateCluster.enabled && hasItems(localZones)
        ? refuse(
            ["localZones"],
            "a fully private cluster has no subnets in local zones; they are for other clusters; remove localZones",
          )
        : NOTHING,
  },
  endpointsAreAddedOrSkipped: {
    code: "EKS0065",
    name: "endpoints are either made or skipped",
    reads: ["privateCluster"],
    check: ({ privateCluster: { enabled, skipEndpointCreation, additionalEndpointServices } }) =>
      enabled && skipEndpointCreation && hasItems(additionalEndpointServices)
        ? refuse(
            PATH,
            "no endpoint is made, because skipEndpointCreation is true; additional ones are allowed without it; remove one of the two",
          )
        : NOTHING,
  },
  endpointServicesAreKnown: {
    code: "EKS0066",
    name: "additional endpoints are of known services, each once",
    reads: ["privateCluster"],
    check: ({ privateCluster: { enabled, additionalEndpointServices, skipEndpointCreation } }) =>
      !enabled || skipEndpointCreation
        ? NOTHING
        : [
            ...each(additionalEndpointServices, PATH, (service, path) =>
              SERVICES.includes(service)
                ? NOTHING
                : refuse(path, notOneOf(service, SERVICES, "an additional endpoint")),
            ),
            ...repeated(additionalEndpointServices ?? [], (service) => service).flatMap(({ key, index }) =>
              SERVICES.includes(key)
                ? refuse([...PATH, index], `${key} is named twice; each service has one endpoint; remove one`)
                : NOTHING,
            ),
          ],
  },
  endpointsExistInRegion: {
    code: "EKS0067",
    name: "the region has the endpoints that a fully private cluster needs",
    reads: ["privateCluster", "metadata.region"],
    explanation:
      "A fully private cluster reaches AWS over VPC endpoints for EC2, ECR, S3 and STS. Isolated regions lack some of them.",
    check: ({ privateCluster: { enabled, skipEndpointCreation }, metadata: { region } }) =>
      enabled && !skipEndpointCreation && /^(?:us-iso|eu-isoe)/.test(region)
        ? refuse(
            ["privateCluster", "enabled"],
            `endpoints of ${region} have other names than eksplan knows; other regions are allowed; make the endpoints yourself and set skipEndpointCreation: true`,
          )
        : NOTHING,
  },
});
