import { NotImplemented } from "../../../core/errors.ts";
import { noSuchEntity } from "../names.ts";
import { iam } from "../operation.ts";
import { managedPolicy } from "./managed.ts";
import { findOwnPolicy } from "./store.ts";

export const getPolicyVersion = iam("GetPolicyVersion", (call) => {
  const { PolicyArn: arn, VersionId: id } = call.input;
  const missing = () => noSuchEntity(`Policy ${arn} version ${id} does not exist or is not attachable.`);
  const managed = managedPolicy(arn);
  if (managed !== undefined) {
    if (id !== managed.versionId) throw missing();
    if (managed.document === undefined)
      throw new NotImplemented(`IAM GetPolicyVersion: the document of ${arn}`);
    const Document = encodeURIComponent(JSON.stringify(managed.document));
    return {
      PolicyVersion: { Document, VersionId: id, IsDefaultVersion: true, CreateDate: managed.createdAt },
    };
  }
  const policy = findOwnPolicy(call, arn);
  const version = policy.versions.find((one) => one.id === id);
  if (version === undefined) throw missing();
  return {
    PolicyVersion: {
      Document: encodeURIComponent(version.document),
      VersionId: id,
      IsDefaultVersion: policy.DefaultVersionId === id,
      CreateDate: version.createdAt,
    },
  };
});
