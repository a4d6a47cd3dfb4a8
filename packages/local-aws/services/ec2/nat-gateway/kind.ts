import type { NatGateway } from "../../../models/types/ec2.d.ts";
import { kind } from "../kind.ts";

export interface StoredNatGateway extends NatGateway {
  readonly NatGatewayId: string;
  readonly SubnetId: string;
  readonly VpcId: string;
  readonly State: NonNullable<NatGateway["State"]>;
}

export const natGateways = kind<StoredNatGateway>({
  name: "nat-gateways",
  prefix: "nat",
  resourceType: "natgateway",
  id: "NatGatewayId",
  missing: ["NatGatewayNotFound", "NatGateway % was not found"],
  unlisted: ({ State }) => State === "deleted",
  filters: { "nat-gateway-id": "NatGatewayId", state: "State", "subnet-id": "SubnetId", "vpc-id": "VpcId" },
});
