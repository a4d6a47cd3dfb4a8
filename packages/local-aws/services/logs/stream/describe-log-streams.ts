import { findGroup, groupArn } from "../group/store.ts";
import { logs } from "../operation.ts";
import { streams } from "./store.ts";

export const describeLogStreams = logs("DescribeLogStreams", (call) => {
  const { logStreamNamePrefix: prefix = "", orderBy = "LogStreamName", descending = false } = call.input;
  const group = findGroup(
    call,
    call.input.logGroupName ??
      call.input.logGroupIdentifier?.replace(/^arn:.*:log-group:/, "").replace(/:\*$/, ""),
  );
  const found = call
    .use(streams)
    .list(`${group.logGroupName}:`)
    .filter(({ logStreamName }) => logStreamName.startsWith(prefix))
    .toSorted((a, b) =>
      orderBy === "LogStreamName"
        ? a.logStreamName < b.logStreamName
          ? -1
          : 1
        : a.creationTime - b.creationTime,
    )
    .map((stream) => ({
      ...stream,
      arn: `${groupArn(call, group.logGroupName)}:log-stream:${stream.logStreamName}`,
      storedBytes: 0,
    }));
  return { logStreams: descending ? found.toReversed() : found };
});
