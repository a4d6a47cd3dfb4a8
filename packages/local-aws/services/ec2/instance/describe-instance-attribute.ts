import { NotImplemented } from "../../../core/errors.ts";
import { find } from "../kind.ts";
import { ec2 } from "../operation.ts";
import { instances } from "./kind.ts";

export const describeInstanceAttribute = ec2("DescribeInstanceAttribute", (call) => {
  const { InstanceId: id, Attribute: attribute } = call.input;
  const instance = find(call, instances, id);
  switch (attribute) {
    case "userData":
      return {
        InstanceId: id,
        UserData: instance.userData === undefined ? {} : { Value: instance.userData },
      };
    case "disableApiTermination":
      return { InstanceId: id, DisableApiTermination: { Value: instance.terminationProtected } };
    case "instanceType":
      return { InstanceId: id, InstanceType: { Value: instance.InstanceType } };
    case "sourceDestCheck":
      return { InstanceId: id, SourceDestCheck: { Value: instance.SourceDestCheck } };
    case "groupSet":
      return { InstanceId: id, Groups: instance.SecurityGroups };
    default:
      throw new NotImplemented(`EC2 DescribeInstanceAttribute: ${attribute}`);
  }
});
