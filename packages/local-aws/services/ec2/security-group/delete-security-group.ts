import { AwsError } from "../../../core/errors.ts";
import { networkInterfaces } from "../network-interface/kind.ts";
import { ec2 } from "../operation.ts";
import { removeSecurityGroup } from "./remove.ts";
import { groupOf } from "./rule-changes.ts";
import { rules } from "./rules.ts";

export const deleteSecurityGroup = ec2("DeleteSecurityGroup", (call) => {
  const { GroupId: id, GroupName: name } = groupOf(call, call.input);
  if (name === "default") {
    throw new AwsError(
      "CannotDelete",
      `the specified group: "${id}" name: "default" cannot be deleted by a user`,
    );
  }
  const inUse = call
    .use(networkInterfaces.collection)
    .list()
    .some(({ Groups }) => Groups?.some(({ GroupId }) => GroupId === id));
  const referenced = call
    .use(rules.collection)
    .list()
    .some((rule) => rule.ReferencedGroupInfo?.GroupId === id && rule.GroupId !== id);
  if (inUse || referenced) throw new AwsError("DependencyViolation", `resource ${id} has a dependent object`);
  removeSecurityGroup(call, id);
  return { Return: true, GroupId: id };
});
