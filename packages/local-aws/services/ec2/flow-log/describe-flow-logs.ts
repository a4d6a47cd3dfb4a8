import { describe } from "../operation.ts";
import { flowLogs } from "./kind.ts";

export const describeFlowLogs = describe("DescribeFlowLogs", flowLogs, {
  ids: "FlowLogIds",
  result: "FlowLogs",
});
