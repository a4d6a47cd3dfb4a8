import { AwsError } from "../../../core/errors.ts";
import { find } from "../kind.ts";
import { ec2 } from "../operation.ts";
import { entryOf, sameEntry } from "./entry.ts";
import { networkAcls } from "./kind.ts";

export const replaceNetworkAclEntry = ec2("ReplaceNetworkAclEntry", (call) => {
  const { NetworkAclId: id, RuleNumber, Egress } = call.input;
  const acl = find(call, networkAcls, id);
  const kept = acl.Entries.filter((entry) => !sameEntry(entry, { RuleNumber, Egress }));
  if (kept.length === acl.Entries.length) {
    throw new AwsError(
      "InvalidNetworkAclEntry.NotFound",
      `The network acl entry identified by ${RuleNumber} does not exist.`,
    );
  }
  call.use(networkAcls.collection).patch(id, { Entries: [...kept, entryOf(call.input)] });
  return {};
});
