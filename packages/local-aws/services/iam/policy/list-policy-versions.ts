import { iam } from "../operation.ts";
import { managedPolicy } from "./managed.ts";
import { findOwnPolicy } from "./store.ts";

export const listPolicyVersions = iam("ListPolicyVersions", (call) => {
  const managed = managedPolicy(call.input.PolicyArn);
  if (managed !== undefined) {
    return {
      Versions: [{ VersionId: managed.versionId, IsDefaultVersion: true, CreateDate: managed.createdAt }],
      IsTruncated: false,
    };
  }
  const policy = findOwnPolicy(call, call.input.PolicyArn);
  const shown = policy.versions.map(({ id, createdAt }) => ({
    VersionId: id,
    IsDefaultVersion: id === policy.DefaultVersionId,
    CreateDate: createdAt,
  }));
  return { Versions: shown.toReversed(), IsTruncated: false };
});
