import { event, operation } from "../../../core/call.ts";
import { DURATIONS } from "../../../core/durations.ts";
import { dismissNodes } from "../access/access-entry.ts";
import { findFargateProfile } from "../find.ts";
import { childKey, fargateProfiles } from "../state.ts";
import { requireNobodyBusy } from "./create-fargate-profile.ts";

export const deleteFargateProfile = operation("eks", "DeleteFargateProfile", (call) => {
  const { clusterName, fargateProfileName } = call.input;
  const profile = findFargateProfile(call, clusterName, fargateProfileName);
  requireNobodyBusy(call, clusterName, `delete Fargate Profile ${fargateProfileName}`);
  const key = childKey(clusterName, fargateProfileName);
  const deleting = call.use(fargateProfiles).patch(key, { status: "DELETING" });
  call.schedule(DURATIONS.fargateProfile.delete, fargateProfileGone, { key, arn: profile.fargateProfileArn });
  return { fargateProfile: deleting };
});

export const fargateProfileGone = event<{ readonly key: string; readonly arn: string }>(
  "eks.fargate-profile-gone",
  (context, { key, arn }) => {
    const profile = context.use(fargateProfiles).get(key);
    if (profile?.fargateProfileArn !== arn || profile.status !== "DELETING") return;
    context.use(fargateProfiles).delete(key);
    dismissNodes(context, profile.clusterName, profile.podExecutionRoleArn);
  },
);
