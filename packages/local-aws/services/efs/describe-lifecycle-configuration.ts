import { operation } from "../../core/call.ts";
import { findFileSystem } from "./state.ts";

export const describeLifecycleConfiguration = operation(
  "elasticfilesystem",
  "DescribeLifecycleConfiguration",
  (call) => ({ LifecyclePolicies: findFileSystem(call, call.input.FileSystemId).lifecycle }),
);
