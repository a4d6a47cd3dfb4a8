import { Route } from "@cdktf/provider-aws/lib/route";
import { RouteTable, type RouteTableConfig } from "@cdktf/provider-aws/lib/route-table";
import { Construct } from "constructs";
import type { ZoneSpec } from "../spec/network.ts";
import type { Nat } from "./nat.ts";

export interface PrivateTablesProps {
  readonly vpcId: string;
  readonly zones: readonly ZoneSpec[];
  /** @default - no way out */
  readonly nat: Nat | undefined;
  /** Last word on the arguments of each table. @default - arguments as computed */
  readonly override?: Partial<RouteTableConfig>;
}

/** One route table a zone, so that nodes leave through the gateway of their own zone. */
export class PrivateTables {
  readonly routes: readonly Route[];
  readonly #tables: ReadonlyMap<string, RouteTable>;

  constructor(network: Construct, { vpcId, zones, nat, override }: PrivateTablesProps) {
    const place = new Construct(network, "private_route_table");
    this.#tables = new Map(zones.map(({ key }) => [key, new RouteTable(place, key, { vpcId, ...override })]));
    this.routes =
      nat === undefined
        ? []
        : zones.map(
            (zone) =>
              new Route(network, `private_internet_${zone.key}`, {
                routeTableId: this.for(zone).id,
                destinationCidrBlock: "0.0.0.0/0",
                natGatewayId: nat.for(zone).id,
              }),
          );
  }

  for({ key }: ZoneSpec): RouteTable {
    return this.#tables.get(key)!;
  }
}
