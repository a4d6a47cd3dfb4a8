import { operation } from "../../core/call.ts";
import { refusing } from "./create-mount-target.ts";
import { findMountTarget } from "./state.ts";

export const modifyMountTargetSecurityGroups = operation(
  "elasticfilesystem",
  "ModifyMountTargetSecurityGroups",
  (call) => {
    const { MountTargetId, SecurityGroups } = call.input;
    const { NetworkInterfaceId } = findMountTarget(call, MountTargetId);
    if (SecurityGroups !== undefined) {
      refusing(/^InvalidGroup/, "SecurityGroupNotFound", () =>
        call.invoke("ec2", "ModifyNetworkInterfaceAttribute", { NetworkInterfaceId, Groups: SecurityGroups }),
      );
    }
    return {};
  },
);
