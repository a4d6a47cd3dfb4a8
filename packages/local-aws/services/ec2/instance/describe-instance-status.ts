import { show } from "../kind.ts";
import { ec2, select } from "../operation.ts";
import { instances } from "./kind.ts";

export const describeInstanceStatus = ec2("DescribeInstanceStatus", (call) => {
  const { InstanceIds: ids, Filters: filters, IncludeAllInstances: all = false } = call.input;
  const found = select(call, "DescribeInstanceStatus", instances, ids, filters).filter(
    ({ state }) => all || state === "running",
  );
  const passed = {
    Status: "ok" as const,
    Details: [{ Name: "reachability" as const, Status: "passed" as const }],
  };
  return {
    InstanceStatuses: found.map((instance) => ({
      InstanceId: instance.InstanceId,
      AvailabilityZone: instance.Placement?.AvailabilityZone,
      InstanceState: (show(call, instances, instance) as { State?: object }).State,
      InstanceStatus: instance.state === "running" ? passed : { Status: "not-applicable" as const },
      SystemStatus: instance.state === "running" ? passed : { Status: "not-applicable" as const },
      Events: [],
    })),
  };
});
