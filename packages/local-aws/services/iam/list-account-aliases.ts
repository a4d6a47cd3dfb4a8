import { iam } from "./operation.ts";

/** None can be set here. */
export const listAccountAliases = iam("ListAccountAliases", () => ({
  AccountAliases: [],
  IsTruncated: false,
}));
