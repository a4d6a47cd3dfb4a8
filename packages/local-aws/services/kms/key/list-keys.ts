import { kms } from "../operation.ts";
import { keys } from "./store.ts";

export const listKeys = kms("ListKeys", (call) => ({
  Keys: call
    .use(keys)
    .list()
    .map(({ KeyId, Arn }) => ({ KeyId, KeyArn: Arn })),
  Truncated: false,
}));
