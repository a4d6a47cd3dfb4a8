import { DataAwsAvailabilityZones } from "@cdktf/provider-aws/lib/data-aws-availability-zones";
import { Construct } from "constructs";

export interface ZoneCheckProps {
  /** Names of the zones, for example `us-east-1a`, which mean other zones in other accounts. */
  readonly names: readonly string[];
  /** Ids of the zones of this region in which EKS places no control plane. */
  readonly refused: readonly string[];
}

/**
 * Looks at plan which zones the names stand for in this account, so that a zone that EKS would refuse, after the network
 * was made in it, is refused before anything is created.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html
 */
export class ZoneCheck extends Construct {
  constructor(scope: Construct, id: string, { names, refused }: ZoneCheckProps) {
    super(scope, id);
    const wrong = `setintersection(self.zone_ids, ${JSON.stringify(refused)})`;
    new DataAwsAvailabilityZones(this, "this", {
      filter: [{ name: "zone-name", values: [...names] }],
      lifecycle: {
        postcondition: [
          {
            condition: `\${length(${wrong}) == 0}`,
            errorMessage:
              `Of the zones ${[...names].join(", ")} one is \${join(", ", ${wrong})} in this account, where EKS places no ` +
              `control plane (UnsupportedAvailabilityZoneException): name other zones in availabilityZones. In this account ` +
              `they are \${join(", ", [for index, name in self.names : format("%s = %s", name, self.zone_ids[index])])}.`,
          },
        ],
      },
    });
  }
}
