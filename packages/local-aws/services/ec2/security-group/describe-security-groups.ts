import { show } from "../kind.ts";
import { ec2, select } from "../operation.ts";
import { securityGroups } from "./kind.ts";

export const describeSecurityGroups = ec2("DescribeSecurityGroups", (call) => {
  const { GroupIds: ids, GroupNames: names = [], Filters: filters } = call.input;
  const unknown = names.find(
    (name) =>
      !call
        .use(securityGroups.collection)
        .list()
        .some(({ GroupName }) => GroupName === name),
  );
  if (unknown !== undefined) throw securityGroups.missing(unknown);
  const found = select(call, "DescribeSecurityGroups", securityGroups, ids, filters).filter(
    ({ GroupName }) => names.length === 0 || names.includes(GroupName),
  );
  return { SecurityGroups: found.map((group) => show(call, securityGroups, group)) };
});
