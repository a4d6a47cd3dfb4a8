import { noSuchEntity } from "../names.ts";
import { iam } from "../operation.ts";

/** Deletions are done at once, so whatever has a task's id has succeeded. */
export const getServiceLinkedRoleDeletionStatus = iam("GetServiceLinkedRoleDeletionStatus", (call) => {
  if (!call.input.DeletionTaskId.startsWith("task/aws-service-role/")) {
    throw noSuchEntity(`The deletion task ${call.input.DeletionTaskId} cannot be found.`);
  }
  return { Status: "SUCCEEDED" as const };
});
