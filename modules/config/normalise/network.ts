import { defined } from "../../spec/defined.ts";
import type { CreatedNetworkSpec, ExistingSubnetSpec, NetworkSpec, SubnetCut } from "../../spec/network.ts";
import { isNonEmpty } from "../../spec/non-empty.ts";
import type { CompletedConfig } from "../completed.ts";
import { missed, textOr, wordOf } from "./word.ts";

const EGRESS = {
  HighlyAvailable: "nat-per-zone",
  Single: "nat-single",
  Disable: "none",
} as const satisfies Record<string, CreatedNetworkSpec["egress"]>;
const GATEWAYS = ["HighlyAvailable", "Single", "Disable"] as const satisfies readonly (keyof typeof EGRESS)[];

export function network(config: CompletedConfig): NetworkSpec {
  const { vpc } = config;
  const isExisting = vpc.subnets !== undefined || textOr(vpc.id) !== undefined;
  return isExisting ? existingNetwork(vpc) : createdNetwork(config);
}

function createdNetwork({ vpc, eksplan, managedNodeGroups }: CompletedConfig): CreatedNetworkSpec {
  const { zones, flowLogs, logRetentionInDays } = eksplan;
  return {
    kind: "created",
    cidr: vpc.cidr,
    zones: isNonEmpty(zones) ? zones : missed({ field: "availabilityZones", rule: "EKS0051" }, zones),
    cut: cutOf(eksplan.profile),
    egress: EGRESS[wordOf(vpc.nat.gateway, GATEWAYS, { field: "vpc.nat.gateway", rule: "EKS0048" })],
    // Nodes in public subnets reach nothing, not even the control plane's public endpoint, without a public address.
    publicAddresses:
      eksplan.publicSubnetsMapPublicIp ||
      managedNodeGroups.some(({ privateNetworking }) => !privateNetworking),
    controlPlaneSubnets: eksplan.dedicatedControlPlaneSubnets,
    closeDefaultSecurityGroup: eksplan.closeDefaultSecurityGroup,
    ...(flowLogs && { flowLogs: { retentionInDays: logRetentionInDays } }),
  };
}

/** What the profile `eksctl` makes is eksctl's to the letter, blocks included. */
export const cutOf = (profile: string): SubnetCut => (profile === "eksctl" ? "in-order" : "by-place");

type Vpc = CompletedConfig["vpc"];
type Subnets = NonNullable<NonNullable<Vpc["subnets"]>["private"]>;

function existingNetwork({ id, subnets }: Vpc): NetworkSpec {
  return {
    kind: "existing",
    ...defined({ vpcId: textOr(id) }),
    publicSubnets: existingSubnets(subnets?.public ?? {}),
    privateSubnets: existingSubnets(subnets?.private ?? {}),
  };
}

/** An alias alone is the name of the subnet's zone. */
const existingSubnets = (subnets: Subnets): readonly ExistingSubnetSpec[] =>
  Object.entries(subnets).map(([alias, { id, cidr, az }]) => {
    const found = defined({ id: textOr(id), cidr: textOr(cidr), zone: textOr(az) });
    return { key: alias, ...(Object.keys(found).length === 0 ? { zone: alias } : found) };
  });
