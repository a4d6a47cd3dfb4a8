import { addresses } from "./address/kind.ts";
import { capacityReservations } from "./capacity-reservation/kind.ts";
import { vpcEndpoints } from "./endpoint/kind.ts";
import { flowLogs } from "./flow-log/kind.ts";
import { egressOnlyInternetGateways, internetGateways } from "./gateway/kind.ts";
import { instances } from "./instance/kind.ts";
import { keyPairs } from "./key-pair/kind.ts";
import type { Kind } from "./kind.ts";
import { launchTemplates } from "./launch-template/kind.ts";
import { natGateways } from "./nat-gateway/kind.ts";
import { networkAcls } from "./network-acl/kind.ts";
import { networkInterfaces } from "./network-interface/kind.ts";
import { placementGroups } from "./placement-group/kind.ts";
import { prefixLists } from "./prefix-list/kind.ts";
import { routeTables } from "./route-table/kind.ts";
import { securityGroups } from "./security-group/kind.ts";
import { rules } from "./security-group/rules.ts";
import { subnets } from "./subnet/kind.ts";
import { volumes } from "./volume/kind.ts";
import { vpcs } from "./vpc/kind.ts";

/** Everything in EC2 that can have tags. */
const KINDS = [
  volumes,
  placementGroups,
  keyPairs,
  instances,
  capacityReservations,
  addresses,
  egressOnlyInternetGateways,
  flowLogs,
  internetGateways,
  launchTemplates,
  natGateways,
  networkAcls,
  networkInterfaces,
  prefixLists,
  routeTables,
  rules,
  securityGroups,
  subnets,
  vpcEndpoints,
  vpcs,
] as const;

const byPrefix = new Map(
  KINDS.map((kind): [string, Pick<Kind<unknown>, "collection" | "missing" | "resourceType">] => [
    kind.prefix,
    kind as unknown as Kind<unknown>,
  ]),
);

/** The kind of the object that an id belongs to, by the id's first part. */
export const kindOfId = (id: string) => byPrefix.get(id.slice(0, id.lastIndexOf("-")));
