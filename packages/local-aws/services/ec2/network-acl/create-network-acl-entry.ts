import { AwsError } from "../../../core/errors.ts";
import { find } from "../kind.ts";
import { ec2 } from "../operation.ts";
import { entryOf, sameEntry } from "./entry.ts";
import { networkAcls } from "./kind.ts";

export const createNetworkAclEntry = ec2("CreateNetworkAclEntry", (call) => {
  const { NetworkAclId: id, RuleNumber, Egress } = call.input;
  const acl = find(call, networkAcls, id);
  if (acl.Entries.some((entry) => sameEntry(entry, { RuleNumber, Egress }))) {
    throw new AwsError(
      "NetworkAclEntryAlreadyExists",
      `The network acl entry identified by ${RuleNumber} already exists.`,
    );
  }
  call.use(networkAcls.collection).patch(id, { Entries: [...acl.Entries, entryOf(call.input)] });
  return {};
});
