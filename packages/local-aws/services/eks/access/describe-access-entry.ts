import { operation } from "../../../core/call.ts";
import { findAccessEntry } from "../find.ts";
import { describedEntry } from "./access-entry.ts";

export const describeAccessEntry = operation("eks", "DescribeAccessEntry", (call) => ({
  accessEntry: describedEntry(findAccessEntry(call, call.input.clusterName, call.input.principalArn)),
}));
