import { operation } from "../../core/call.ts";
import { efsError, fileSystems, findAvailable } from "./state.ts";

// Nobody can be locked out: policies are kept and not evaluated.
export const putFileSystemPolicy = operation("elasticfilesystem", "PutFileSystemPolicy", (call) => {
  const { FileSystemId, Policy, BypassPolicyLockoutSafetyCheck: _ } = call.input;
  const found = findAvailable(call, FileSystemId);
  try {
    JSON.parse(Policy);
  } catch {
    throw efsError("InvalidPolicyException", "The policy is not JSON.");
  }
  call.use(fileSystems).patch(found.FileSystemId, { policy: Policy });
  return { FileSystemId: found.FileSystemId, Policy };
});
