import { NotImplemented } from "../../../core/errors.ts";
import { ec2 } from "../operation.ts";
import { allPrefixLists } from "./all.ts";
import { prefixLists } from "./kind.ts";

export const getManagedPrefixListEntries = ec2("GetManagedPrefixListEntries", (call) => {
  const { PrefixListId: id, TargetVersion: version } = call.input;
  const list = allPrefixLists(call).find((one) => one.PrefixListId === id);
  if (list === undefined) throw prefixLists.missing(id);
  if (version !== undefined && version !== list.Version)
    throw new NotImplemented("EC2 GetManagedPrefixListEntries: an older version");
  return { Entries: list.entries };
});
