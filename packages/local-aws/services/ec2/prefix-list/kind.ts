import type { ManagedPrefixList, PrefixListEntry } from "../../../models/types/ec2.d.ts";
import { kind } from "../kind.ts";

export interface StoredPrefixList extends ManagedPrefixList {
  readonly PrefixListId: string;
  readonly entries: readonly PrefixListEntry[];
}

export const prefixLists = kind<StoredPrefixList>({
  name: "managed-prefix-lists",
  prefix: "pl",
  resourceType: "prefix-list",
  id: "PrefixListId",
  missing: ["InvalidPrefixListID.NotFound", "The prefix list ID '%' does not exist"],
  filters: { "prefix-list-id": "PrefixListId", "prefix-list-name": "PrefixListName", "owner-id": "OwnerId" },
});
