import { operation } from "../../core/call.ts";
import { groupsOf } from "./create-mount-target.ts";
import { findMountTarget } from "./state.ts";

export const describeMountTargetSecurityGroups = operation(
  "elasticfilesystem",
  "DescribeMountTargetSecurityGroups",
  (call) => ({ SecurityGroups: groupsOf(call, findMountTarget(call, call.input.MountTargetId)) }),
);
