import { AwsError } from "../../../core/errors.ts";
import { logs } from "../operation.ts";
import { groups, showGroup } from "./store.ts";

export const describeLogGroups = logs("DescribeLogGroups", (call) => {
  const {
    logGroupNamePrefix: prefix,
    logGroupNamePattern: pattern,
    logGroupClass,
    logGroupIdentifiers: identifiers,
  } = call.input;
  if (prefix !== undefined && pattern !== undefined) {
    throw new AwsError(
      "InvalidParameterException",
      "LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.",
    );
  }
  const names = identifiers?.map((one) => one.replace(/^arn:.*:log-group:/, "").replace(/:\*$/, ""));
  const found = call
    .use(groups)
    .list()
    .filter(({ logGroupName: name }) => name.startsWith(prefix ?? ""))
    .filter(
      ({ logGroupName: name }) => pattern === undefined || name.toLowerCase().includes(pattern.toLowerCase()),
    )
    .filter((group) => logGroupClass === undefined || group.logGroupClass === logGroupClass)
    .filter(({ logGroupName: name }) => names === undefined || names.includes(name))
    .toSorted((a, b) => (a.logGroupName < b.logGroupName ? -1 : 1));
  return { logGroups: found.map((group) => showGroup(call, group)) };
});
