import { AwsError } from "../../../core/errors.ts";
import { destroy } from "../operation.ts";
import { volumes } from "./kind.ts";

export const deleteVolume = destroy(
  "DeleteVolume",
  volumes,
  "VolumeId",
  () => ({}),
  (_call, { VolumeId, State, Attachments }) => {
    if (State === "in-use") {
      throw new AwsError(
        "VolumeInUse",
        `Volume ${VolumeId} is currently attached to ${Attachments?.[0]?.InstanceId}`,
      );
    }
  },
);
