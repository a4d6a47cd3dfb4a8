import { AwsError } from "../../../core/errors.ts";
import { iam } from "../operation.ts";
import { checkPermissions } from "./document.ts";
import { findOwnPolicy, policies } from "./store.ts";

export const createPolicyVersion = iam("CreatePolicyVersion", (call) => {
  const { PolicyArn: arn, PolicyDocument: document, SetAsDefault: isDefault = false } = call.input;
  const policy = findOwnPolicy(call, arn);
  if (policy.versions.length >= 5) {
    throw new AwsError(
      "LimitExceeded",
      "A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.",
    );
  }
  const id = `v${policy.lastVersion + 1}`;
  call.use(policies).patch(arn, {
    lastVersion: policy.lastVersion + 1,
    versions: [...policy.versions, { id, document: checkPermissions(document), createdAt: call.now }],
    UpdateDate: call.now,
    ...(isDefault && { DefaultVersionId: id }),
  });
  return { PolicyVersion: { VersionId: id, IsDefaultVersion: isDefault, CreateDate: call.now } };
});
