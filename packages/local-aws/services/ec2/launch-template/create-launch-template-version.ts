import { NotImplemented } from "../../../core/errors.ts";
import { ec2 } from "../operation.ts";
import { checkedData } from "./data.ts";
import { templateOf, versionOf } from "./find.ts";
import { launchTemplates, launchTemplateVersions } from "./kind.ts";

export const createLaunchTemplateVersion = ec2("CreateLaunchTemplateVersion", (call) => {
  const {
    SourceVersion: source,
    VersionDescription: description,
    LaunchTemplateData: data,
    ResolveAlias: resolve,
  } = call.input;
  if (resolve === true) throw new NotImplemented("EC2 CreateLaunchTemplateVersion: ResolveAlias");
  const template = templateOf(call, call.input);
  const base = source === undefined ? {} : versionOf(call, template, source).LaunchTemplateData;
  const id = template.LaunchTemplateId;
  const number = template.LatestVersionNumber + 1;
  const version = {
    LaunchTemplateId: id,
    LaunchTemplateName: template.LaunchTemplateName,
    CreateTime: call.now,
    CreatedBy: call.caller.arn,
    VersionNumber: number,
    LaunchTemplateData: { ...base, ...checkedData({ ...data }) },
    ...(description !== undefined && { VersionDescription: description }),
  };
  call.use(launchTemplateVersions).put(id, [...(call.use(launchTemplateVersions).get(id) ?? []), version]);
  call.use(launchTemplates.collection).patch(id, { LatestVersionNumber: number });
  return { LaunchTemplateVersion: { ...version, DefaultVersion: false } };
});
