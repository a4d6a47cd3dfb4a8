import { AwsError } from "../../../core/errors.ts";
import { arnOf, create, newId, show } from "../kind.ts";
import { ec2 } from "../operation.ts";
import { specifiedTags } from "../tags/check.ts";
import { prefixLists } from "./kind.ts";

export const createManagedPrefixList = ec2("CreateManagedPrefixList", (call) => {
  const { PrefixListName: name, Entries: entries = [], MaxEntries: most, AddressFamily: family } = call.input;
  if (family !== "IPv4" && family !== "IPv6")
    throw new AwsError("InvalidParameterValue", `Value (${family}) for parameter AddressFamily is invalid.`);
  if (name.startsWith("com.amazonaws"))
    throw new AwsError("InvalidPrefixListName", "A prefix list name cannot start with com.amazonaws");
  if (most === undefined || entries.length > most) {
    throw new AwsError(
      "PrefixListMaxEntriesExceeded",
      `You have reached the maximum number of entries for the prefix list (${most}).`,
    );
  }
  const id = newId(call, prefixLists);
  const list = {
    PrefixListId: id,
    PrefixListName: name,
    PrefixListArn: arnOf(call, "prefix-list", id),
    AddressFamily: family,
    MaxEntries: most,
    State: "create-complete" as const,
    Version: 1,
    OwnerId: call.account,
    entries: entries.map(({ Cidr, Description }) => ({
      Cidr,
      ...(Description !== undefined && { Description }),
    })),
  };
  return {
    PrefixList: show(
      call,
      prefixLists,
      create(call, prefixLists, list, specifiedTags(call, call.input.TagSpecifications, "prefix-list")),
    ),
  };
});
