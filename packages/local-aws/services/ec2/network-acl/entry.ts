import type { CreateNetworkAclEntryRequest, NetworkAclEntry } from "../../../models/types/ec2.d.ts";

/** An entry as it is kept. */
export function entryOf(input: CreateNetworkAclEntryRequest): NetworkAclEntry {
  const { RuleNumber, Protocol, RuleAction, Egress, CidrBlock, Ipv6CidrBlock, IcmpTypeCode, PortRange } =
    input;
  return {
    RuleNumber,
    Protocol,
    RuleAction,
    Egress,
    ...(CidrBlock !== undefined && { CidrBlock }),
    ...(Ipv6CidrBlock !== undefined && { Ipv6CidrBlock }),
    ...(IcmpTypeCode !== undefined && { IcmpTypeCode }),
    ...(PortRange !== undefined && { PortRange }),
  };
}

export const sameEntry = (
  entry: NetworkAclEntry,
  other: { readonly RuleNumber: number; readonly Egress: boolean },
): boolean => entry.RuleNumber === other.RuleNumber && entry.Egress === other.Egress;
