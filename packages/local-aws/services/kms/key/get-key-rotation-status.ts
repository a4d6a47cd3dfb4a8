import { kms } from "../operation.ts";
import { findKey } from "./store.ts";

const DAY = 86_400_000;

export const getKeyRotationStatus = kms("GetKeyRotationStatus", (call) => {
  const { KeyId, rotationPeriod, CreationDate = call.now } = findKey(call, call.input.KeyId);
  if (rotationPeriod === undefined) return { KeyId, KeyRotationEnabled: false };
  return {
    KeyId,
    KeyRotationEnabled: true,
    RotationPeriodInDays: rotationPeriod,
    NextRotationDate: CreationDate + rotationPeriod * DAY,
  };
});
