import type { Context } from "../../../core/call.ts";
import { awsPrefixLists } from "../endpoint/services.ts";
import { prefixLists, type StoredPrefixList } from "./kind.ts";

/** AWS's own lists and then the account's. */
export const allPrefixLists = (context: Context): readonly StoredPrefixList[] => [
  ...awsPrefixLists(context).map(({ id, name, cidrs }) => ({
    PrefixListId: id,
    PrefixListName: name,
    PrefixListArn: `arn:${context.partition}:ec2:${context.region}:aws:prefix-list/${id}`,
    AddressFamily: "IPv4",
    State: "create-complete" as const,
    OwnerId: "AWS",
    entries: cidrs.map((Cidr) => ({ Cidr })),
  })),
  ...context.use(prefixLists.collection).list(),
];
