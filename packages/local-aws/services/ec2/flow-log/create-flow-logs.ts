import type { Context } from "../../../core/call.ts";
import { AwsError, NotImplemented } from "../../../core/errors.ts";
import { create, find, newId } from "../kind.ts";
import { networkInterfaces } from "../network-interface/kind.ts";
import { ec2 } from "../operation.ts";
import { subnets } from "../subnet/kind.ts";
import { specifiedTags } from "../tags/check.ts";
import { vpcs } from "../vpc/kind.ts";
import { flowLogs, type StoredFlowLog } from "./kind.ts";

const DEFAULT_FORMAT =
  "${version} ${account-id} ${interface-id} ${srcaddr} ${dstaddr} ${srcport} ${dstport} ${protocol} ${packets} ${bytes} ${start} ${end} ${action} ${log-status}";

function mustExist(context: Context, type: string, id: string): void {
  if (type === "VPC") find(context, vpcs, id);
  else if (type === "Subnet") find(context, subnets, id);
  else if (type === "NetworkInterface") find(context, networkInterfaces, id);
  else throw new NotImplemented(`EC2 CreateFlowLogs: resource type "${type}"`);
}

const sameLog = (a: StoredFlowLog, b: StoredFlowLog) =>
  a.ResourceId === b.ResourceId &&
  a.LogDestination === b.LogDestination &&
  a.TrafficType === b.TrafficType &&
  a.LogFormat === b.LogFormat;

export const createFlowLogs = ec2("CreateFlowLogs", (call) => {
  const { input } = call;
  const type = input.LogDestinationType ?? "cloud-watch-logs";
  if (input.DeliverCrossAccountRole !== undefined)
    throw new NotImplemented("EC2 CreateFlowLogs: DeliverCrossAccountRole");
  if (type === "cloud-watch-logs" && input.DeliverLogsPermissionArn === undefined) {
    throw new AwsError(
      "InvalidParameter",
      "DeliverLogsPermissionArn can't be empty if LogDestinationType is cloud-watch-logs.",
    );
  }
  if (input.LogDestination === undefined && input.LogGroupName === undefined) {
    throw new AwsError("InvalidParameter", "LogDestination can't be empty.");
  }
  const interval = input.MaxAggregationInterval ?? 600;
  if (interval !== 60 && interval !== 600)
    throw new AwsError("InvalidParameter", `Invalid value for MaxAggregationInterval: ${interval}`);
  const destination =
    input.LogDestination ??
    `arn:${call.partition}:logs:${call.region}:${call.account}:log-group:${input.LogGroupName}`;
  const { DestinationOptions: options, DeliverLogsPermissionArn: role } = input;
  const tags = specifiedTags(call, input.TagSpecifications, "vpc-flow-log");
  const failed: { ResourceId: string; Error: { Code: string; Message: string } }[] = [];
  const ids: string[] = [];
  for (const resourceId of input.ResourceIds) {
    mustExist(call, input.ResourceType, resourceId);
    const log: StoredFlowLog = {
      FlowLogId: newId(call, flowLogs),
      CreationTime: call.now,
      DeliverLogsStatus: "SUCCESS",
      FlowLogStatus: "ACTIVE",
      ResourceId: resourceId,
      TrafficType: input.TrafficType ?? "ALL",
      LogDestinationType: type,
      LogDestination: destination,
      LogFormat: input.LogFormat ?? DEFAULT_FORMAT,
      MaxAggregationInterval: interval,
      ...(role !== undefined && { DeliverLogsPermissionArn: role }),
      ...(type === "cloud-watch-logs" && {
        LogGroupName: destination.replace(/^.*:log-group:/, "").replace(/:\*$/, ""),
      }),
      ...(type === "s3" && {
        DestinationOptions: {
          FileFormat: options?.FileFormat ?? "plain-text",
          HiveCompatiblePartitions: options?.HiveCompatiblePartitions ?? false,
          PerHourPartition: options?.PerHourPartition ?? false,
        },
      }),
    };
    if (
      call
        .use(flowLogs.collection)
        .list()
        .some((other) => sameLog(other, log))
    ) {
      const Message = "There is an existing Flow Log with the same configuration and log destination.";
      failed.push({ ResourceId: resourceId, Error: { Code: "FlowLogAlreadyExists", Message } });
      continue;
    }
    ids.push(create(call, flowLogs, log, tags).FlowLogId);
  }
  return { FlowLogIds: ids, Unsuccessful: failed, ClientToken: input.ClientToken };
});
