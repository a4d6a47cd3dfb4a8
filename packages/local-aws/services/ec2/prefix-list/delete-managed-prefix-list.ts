import { AwsError } from "../../../core/errors.ts";
import { find, remove, show } from "../kind.ts";
import { ec2 } from "../operation.ts";
import { rules } from "../security-group/rules.ts";
import { prefixLists } from "./kind.ts";

export const deleteManagedPrefixList = ec2("DeleteManagedPrefixList", (call) => {
  const list = find(call, prefixLists, call.input.PrefixListId);
  if (
    call
      .use(rules.collection)
      .list()
      .some((rule) => rule.PrefixListId === list.PrefixListId)
  ) {
    throw new AwsError(
      "DependencyViolation",
      `The prefix list ${list.PrefixListId} is in use and cannot be deleted.`,
    );
  }
  remove(call, prefixLists, list.PrefixListId);
  return { PrefixList: show(call, prefixLists, { ...list, State: "delete-complete" }) };
});
