import { ec2, select } from "../operation.ts";
import { addresses } from "./kind.ts";

/** Reverse DNS names; none is ever set here. */
export const describeAddressesAttribute = ec2("DescribeAddressesAttribute", (call) => {
  const { AllocationIds: ids, Attribute: _attribute } = call.input;
  select(call, "DescribeAddressesAttribute", addresses, ids, undefined);
  return { Addresses: [] };
});
