import { operation } from "../../core/call.ts";
import { DURATIONS } from "../../core/durations.ts";
import { type AccessPoint, accessPoints, efsError, findAvailable, nameIn } from "./state.ts";
import { accessPointStep } from "./steps.ts";

export const createAccessPoint = operation(
  "elasticfilesystem",
  "CreateAccessPoint",
  (call) => {
    const { ClientToken, PosixUser, RootDirectory, Tags = [] } = call.input;
    const { FileSystemId } = findAvailable(call, call.input.FileSystemId);
    const taken = call
      .use(accessPoints)
      .list()
      .find((other) => other.ClientToken === ClientToken);
    if (taken !== undefined) {
      const { AccessPointId } = taken;
      throw efsError(
        "AccessPointAlreadyExists",
        `Access point '${AccessPointId}' already exists with client token '${ClientToken}'`,
        { AccessPointId },
      );
    }
    const AccessPointId = `fsap-${call.ids.hex(17)}`;
    const point: AccessPoint = {
      ClientToken,
      Name: nameIn(Tags),
      Tags,
      AccessPointId,
      AccessPointArn: `arn:${call.partition}:elasticfilesystem:${call.region}:${call.account}:access-point/${AccessPointId}`,
      FileSystemId,
      PosixUser,
      RootDirectory: { ...RootDirectory, Path: RootDirectory?.Path ?? "/" },
      OwnerId: call.account,
      LifeCycleState: "creating",
    };
    call.use(accessPoints).put(AccessPointId, point);
    call.schedule(DURATIONS.efs.accessPoint, accessPointStep, { id: AccessPointId });
    return point;
  },
  { repeats: "own" },
);
