import type { EgressOnlyInternetGateway, InternetGateway } from "../../../models/types/ec2.d.ts";
import { kind } from "../kind.ts";

export interface StoredInternetGateway extends InternetGateway {
  readonly InternetGatewayId: string;
}

export const internetGateways = kind<StoredInternetGateway>({
  name: "internet-gateways",
  prefix: "igw",
  resourceType: "internet-gateway",
  id: "InternetGatewayId",
  missing: ["InvalidInternetGatewayID.NotFound", "The internetGateway ID '%' does not exist"],
  unlisted: (gateway) => gateway.InternetGatewayId.startsWith("igw-0def"),
  filters: {
    "internet-gateway-id": "InternetGatewayId",
    "attachment.vpc-id": "Attachments.VpcId",
    "attachment.state": "Attachments.State",
    "owner-id": "OwnerId",
  },
});

export interface StoredEgressOnlyInternetGateway extends EgressOnlyInternetGateway {
  readonly EgressOnlyInternetGatewayId: string;
}

export const egressOnlyInternetGateways = kind<StoredEgressOnlyInternetGateway>({
  name: "egress-only-internet-gateways",
  prefix: "eigw",
  resourceType: "egress-only-internet-gateway",
  id: "EgressOnlyInternetGatewayId",
  missing: ["InvalidGatewayID.NotFound", "The eigw ID '%' does not exist"],
  filters: {},
});
