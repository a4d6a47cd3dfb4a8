import { operation } from "../../core/call.ts";
import { fileSystems, findAvailable } from "./state.ts";

export const putLifecycleConfiguration = operation(
  "elasticfilesystem",
  "PutLifecycleConfiguration",
  (call) => {
    const { LifecyclePolicies } = call.input;
    const { FileSystemId } = findAvailable(call, call.input.FileSystemId);
    call.use(fileSystems).patch(FileSystemId, { lifecycle: LifecyclePolicies });
    return { LifecyclePolicies };
  },
);
