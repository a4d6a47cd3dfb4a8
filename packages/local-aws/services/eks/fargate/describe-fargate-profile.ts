import { operation } from "../../../core/call.ts";
import { findFargateProfile } from "../find.ts";

export const describeFargateProfile = operation("eks", "DescribeFargateProfile", (call) => ({
  fargateProfile: findFargateProfile(call, call.input.clusterName, call.input.fargateProfileName),
}));
