import type { PlacementGroup } from "../../../models/types/ec2.d.ts";
import { kind } from "../kind.ts";

export interface StoredPlacementGroup extends PlacementGroup {
  readonly GroupId: string;
  readonly GroupName: string;
}

export const placementGroups = kind<StoredPlacementGroup>({
  name: "placement-groups",
  prefix: "pg",
  resourceType: "placement-group",
  id: "GroupId",
  missing: ["InvalidPlacementGroup.Unknown", "The Placement Group '%' is unknown."],
  filters: {
    "group-name": "GroupName",
    "group-arn": "GroupArn",
    "group-id": "GroupId",
    "spread-level": "SpreadLevel",
    state: "State",
    strategy: "Strategy",
  },
});
