import { find, remove } from "../kind.ts";
import { ec2 } from "../operation.ts";
import { flowLogs } from "./kind.ts";

export const deleteFlowLogs = ec2("DeleteFlowLogs", (call) => {
  for (const id of call.input.FlowLogIds) {
    find(call, flowLogs, id);
    remove(call, flowLogs, id);
  }
  return { Unsuccessful: [] };
});
