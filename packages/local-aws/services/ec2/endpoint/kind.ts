import type { VpcEndpoint } from "../../../models/types/ec2.d.ts";
import { kind } from "../kind.ts";

/** States as EC2 answers them; its model writes them with a capital letter. */
export type EndpointState = "pending" | "available" | "deleting" | "deleted";

export interface StoredVpcEndpoint extends Omit<VpcEndpoint, "State"> {
  readonly VpcEndpointId: string;
  readonly VpcId: string;
  readonly ServiceName: string;
  readonly State: EndpointState;
}

export const vpcEndpoints = kind<StoredVpcEndpoint>({
  name: "vpc-endpoints",
  prefix: "vpce",
  resourceType: "vpc-endpoint",
  id: "VpcEndpointId",
  missing: ["InvalidVpcEndpointId.NotFound", "The Vpc Endpoint Id '%' does not exist"],
  filters: {
    "vpc-endpoint-id": "VpcEndpointId",
    "vpc-id": "VpcId",
    "service-name": "ServiceName",
    "vpc-endpoint-state": "State",
    "vpc-endpoint-type": "VpcEndpointType",
    "ip-address-type": "IpAddressType",
  },
});
