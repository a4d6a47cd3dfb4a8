import { AwsError } from "../../../core/errors.ts";
import { find, show } from "../kind.ts";
import { ec2 } from "../operation.ts";
import { prefixLists } from "./kind.ts";

export const modifyManagedPrefixList = ec2("ModifyManagedPrefixList", (call) => {
  const {
    PrefixListId: id,
    CurrentVersion: version,
    PrefixListName: name,
    AddEntries: added = [],
    RemoveEntries: removed = [],
    MaxEntries: most,
  } = call.input;
  const list = find(call, prefixLists, id);
  if (version !== undefined && version !== list.Version) {
    throw new AwsError(
      "PrefixListVersionMismatch",
      `The prefix list has the incorrect version number: ${version}`,
    );
  }
  const touched = new Set([...added, ...removed].map(({ Cidr }) => Cidr));
  const entries = [
    ...list.entries.filter(({ Cidr }) => !touched.has(Cidr ?? "")),
    ...added.map(({ Cidr, Description }) => ({ Cidr, ...(Description !== undefined && { Description }) })),
  ];
  if (entries.length > (most ?? list.MaxEntries ?? 0)) {
    throw new AwsError(
      "PrefixListMaxEntriesExceeded",
      "You have reached the maximum number of entries for the prefix list.",
    );
  }
  const changed = call.use(prefixLists.collection).patch(id, {
    entries,
    ...(name !== undefined && { PrefixListName: name }),
    ...(most !== undefined && { MaxEntries: most }),
    ...(touched.size > 0 && { Version: (list.Version ?? 1) + 1 }),
    State: "modify-complete",
  });
  return { PrefixList: show(call, prefixLists, changed) };
});
