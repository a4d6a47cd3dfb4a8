import { AwsError } from "../../../core/errors.ts";
import { find } from "../kind.ts";
import { ec2 } from "../operation.ts";
import { sameEntry } from "./entry.ts";
import { networkAcls } from "./kind.ts";

export const deleteNetworkAclEntry = ec2("DeleteNetworkAclEntry", (call) => {
  const { NetworkAclId: id, RuleNumber, Egress } = call.input;
  const acl = find(call, networkAcls, id);
  const kept = acl.Entries.filter((entry) => !sameEntry(entry, { RuleNumber, Egress }));
  if (kept.length === acl.Entries.length) {
    throw new AwsError(
      "InvalidNetworkAclEntry.NotFound",
      `The network acl entry identified by ${RuleNumber} does not exist.`,
    );
  }
  call.use(networkAcls.collection).patch(id, { Entries: kept });
  return {};
});
