import { AwsError } from "../../../core/errors.ts";
import { arnOf, checkPath } from "../names.ts";
import { iam } from "../operation.ts";
import { checkTags } from "../tag.ts";
import { checkPermissions } from "./document.ts";
import { policies, showPolicy } from "./store.ts";

export const createPolicy = iam("CreatePolicy", (call) => {
  const { PolicyName: name, PolicyDocument: document, Description: description } = call.input;
  const path = checkPath(call.input.Path);
  const arn = arnOf(call, "policy", path, name);
  if (
    call
      .use(policies)
      .list()
      .some((policy) => policy.PolicyName.toLowerCase() === name.toLowerCase())
  ) {
    throw new AwsError(
      "EntityAlreadyExists",
      `A policy called ${name} already exists. Duplicate names are not allowed.`,
    );
  }
  if (document.replace(/\s/g, "").length > 6144) {
    throw new AwsError("LimitExceeded", "Cannot exceed quota for PolicySize: 6144");
  }
  const policy = call.use(policies).put(arn, {
    Arn: arn,
    PolicyName: name,
    PolicyId: `ANPA${call.ids.upper(17)}`,
    Path: path,
    CreateDate: call.now,
    UpdateDate: call.now,
    DefaultVersionId: "v1",
    lastVersion: 1,
    versions: [{ id: "v1", document: checkPermissions(document), createdAt: call.now }],
    tags: checkTags(call, call.input.Tags),
    ...(description !== undefined && { Description: description }),
  });
  return { Policy: showPolicy(call, policy) };
});
