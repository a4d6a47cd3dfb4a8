import type { Rule } from "../rule.ts";
import { metadataRules } from "./file/metadata.ts";
import { remoteNetworkRules } from "./hybrid/remote-networks.ts";
import { addressRules } from "./network/addresses.ts";
import { endpointRules } from "./network/endpoints.ts";
import { ipv6Rules } from "./network/ipv6.ts";
import { privateClusterRules } from "./network/private-cluster.ts";
import { vpcRules } from "./network/vpc.ts";
import { zoneRules } from "./network/zones.ts";

/** Every rule that holds in every profile, by subject. */
export const rules: readonly Rule[] = [
  ...metadataRules,
  ...addressRules,
  ...ipv6Rules,
  ...endpointRules,
  ...vpcRules,
  ...zoneRules,
  ...privateClusterRules,
  ...remoteNetworkRules,
];
