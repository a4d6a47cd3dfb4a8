import { iam } from "../operation.ts";
import { findInstanceProfile, showInstanceProfile } from "./store.ts";

export const getInstanceProfile = iam("GetInstanceProfile", (call) => ({
  InstanceProfile: showInstanceProfile(call, findInstanceProfile(call, call.input.InstanceProfileName)),
}));
