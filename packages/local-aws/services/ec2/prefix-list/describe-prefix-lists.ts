import { awsPrefixLists } from "../endpoint/services.ts";
import { matcher } from "../filters.ts";
import { ec2 } from "../operation.ts";
import { prefixLists } from "./kind.ts";

/** The lists of gateway services only. */
export const describePrefixLists = ec2("DescribePrefixLists", (call) => {
  const { PrefixListIds: ids = [], Filters: filters } = call.input;
  const all = awsPrefixLists(call).map(({ id, name, cidrs }) => ({
    PrefixListId: id,
    PrefixListName: name,
    Cidrs: cidrs,
  }));
  const unknown = ids.find((id) => !all.some((list) => list.PrefixListId === id));
  if (unknown !== undefined) throw prefixLists.missing(unknown);
  const test = matcher(
    call,
    "DescribePrefixLists",
    { "prefix-list-id": "PrefixListId", "prefix-list-name": "PrefixListName" },
    (list: (typeof all)[number]) => list.PrefixListId,
    filters,
  );
  return {
    PrefixLists: all.filter((list) => (ids.length === 0 || ids.includes(list.PrefixListId)) && test(list)),
  };
});
