import { operation } from "../../../core/call.ts";
import { findCluster } from "../find.ts";
import { fargateProfiles } from "../state.ts";

export const listFargateProfiles = operation("eks", "ListFargateProfiles", (call) => {
  const { name } = findCluster(call, call.input.clusterName);
  return {
    fargateProfileNames: call
      .use(fargateProfiles)
      .list(`${name}/`)
      .map((profile) => profile.fargateProfileName),
  };
});
