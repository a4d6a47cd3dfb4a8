import { AwsError } from "../../../core/errors.ts";
import { create, newId, show } from "../kind.ts";
import { LIMITS, limit } from "../limits.ts";
import { ec2 } from "../operation.ts";
import { specifiedTags } from "../tags/check.ts";
import { checkedData } from "./data.ts";
import { launchTemplates, launchTemplateVersions } from "./kind.ts";

export const createLaunchTemplate = ec2("CreateLaunchTemplate", (call) => {
  const { LaunchTemplateName: name, VersionDescription: description, LaunchTemplateData: data } = call.input;
  const all = call.use(launchTemplates.collection).list();
  if (!/^[a-zA-Z0-9().\-/_]{3,128}$/.test(name)) {
    throw new AwsError(
      "InvalidLaunchTemplateName.MalformedException",
      "A launch template name must have between 3 and 128 characters, and may only contain letters, digits, and the following characters: - ( ) . / _",
    );
  }
  if (all.some((template) => template.LaunchTemplateName === name)) {
    throw new AwsError(
      "InvalidLaunchTemplateName.AlreadyExistsException",
      "Launch template name already in use.",
    );
  }
  limit(
    all.length,
    LIMITS.launchTemplates,
    "LaunchTemplateLimitExceeded",
    "The maximum number of launch templates has been reached.",
  );
  const id = newId(call, launchTemplates);
  const common = {
    LaunchTemplateId: id,
    LaunchTemplateName: name,
    CreateTime: call.now,
    CreatedBy: call.caller.arn,
  };
  const version = {
    ...common,
    VersionNumber: 1,
    LaunchTemplateData: checkedData(data),
    ...(description !== undefined && { VersionDescription: description }),
  };
  call.use(launchTemplateVersions).put(id, [version]);
  const tags = specifiedTags(call, call.input.TagSpecifications, "launch-template");
  const template = create(
    call,
    launchTemplates,
    { ...common, DefaultVersionNumber: 1, LatestVersionNumber: 1 },
    tags,
  );
  return { LaunchTemplate: show(call, launchTemplates, template) };
});
