import { show } from "../kind.ts";
import { ec2, select } from "../operation.ts";
import { addresses } from "./kind.ts";

export const describeAddresses = ec2("DescribeAddresses", (call) => {
  const { AllocationIds: ids, PublicIps: ips, Filters: filters } = call.input;
  const found = select(call, "DescribeAddresses", addresses, ids, filters).filter(
    ({ PublicIp }) => ips === undefined || ips.length === 0 || ips.includes(PublicIp),
  );
  return { Addresses: found.map((address) => show(call, addresses, address)) };
});
