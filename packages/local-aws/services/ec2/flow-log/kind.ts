import type { FlowLog } from "../../../models/types/ec2.d.ts";
import { kind } from "../kind.ts";

export interface StoredFlowLog extends FlowLog {
  readonly FlowLogId: string;
}

export const flowLogs = kind<StoredFlowLog>({
  name: "flow-logs",
  prefix: "fl",
  resourceType: "vpc-flow-log",
  id: "FlowLogId",
  missing: ["InvalidFlowLogId.NotFound", "The specified flow log '%' does not exist"],
  filters: {
    "deliver-log-status": "DeliverLogsStatus",
    "flow-log-id": "FlowLogId",
    "log-destination-type": "LogDestinationType",
    "log-group-name": "LogGroupName",
    "resource-id": "ResourceId",
    "traffic-type": "TrafficType",
  },
});
