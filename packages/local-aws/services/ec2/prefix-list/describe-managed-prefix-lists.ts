import { matcher } from "../filters.ts";
import { show } from "../kind.ts";
import { ec2 } from "../operation.ts";
import { allPrefixLists } from "./all.ts";
import { prefixLists } from "./kind.ts";

export const describeManagedPrefixLists = ec2("DescribeManagedPrefixLists", (call) => {
  const { PrefixListIds: ids = [], Filters: filters } = call.input;
  const all = allPrefixLists(call);
  const unknown = ids.find((id) => !all.some((list) => list.PrefixListId === id));
  if (unknown !== undefined) throw prefixLists.missing(unknown);
  const found = all
    .filter((list) => ids.length === 0 || ids.includes(list.PrefixListId))
    .filter(matcher(call, "DescribeManagedPrefixLists", prefixLists.filters, prefixLists.idOf, filters));
  return { PrefixLists: found.map((list) => show(call, prefixLists, list)) };
});
