import { AwsError, NotImplemented } from "../../../core/errors.ts";
import { type Filters, matcher } from "../filters.ts";
import { ec2 } from "../operation.ts";
import { templateOf, versionOf } from "./find.ts";
import { launchTemplates, launchTemplateVersions, type StoredVersion } from "./kind.ts";

const filters: Filters<StoredVersion> = {
  "create-time": "CreateTime",
  "ebs-optimized": "LaunchTemplateData.EbsOptimized",
  "iam-instance-profile": (_context, { LaunchTemplateData: { IamInstanceProfile: profile } }) => [
    profile?.Arn,
    profile?.Name,
  ],
  "image-id": "LaunchTemplateData.ImageId",
  "instance-type": "LaunchTemplateData.InstanceType",
  "is-default-version": "DefaultVersion",
  "http-tokens": "LaunchTemplateData.MetadataOptions.HttpTokens",
  "http-endpoint": "LaunchTemplateData.MetadataOptions.HttpEndpoint",
};

export const describeLaunchTemplateVersions = ec2("DescribeLaunchTemplateVersions", (call) => {
  const {
    Versions: wanted = [],
    MinVersion: least,
    MaxVersion: most,
    Filters: given,
    LaunchTemplateId: id,
    LaunchTemplateName: name,
  } = call.input;
  if (call.input.ResolveAlias === true)
    throw new NotImplemented("EC2 DescribeLaunchTemplateVersions: ResolveAlias");
  const { IncludeManagedResources: _none } = call.input;
  const across = id === undefined && name === undefined;
  if (across && (wanted.length === 0 || wanted.some((version) => /^\d+$/.test(version)))) {
    throw new AwsError(
      "MissingParameter",
      "The request must contain either LaunchTemplateId or LaunchTemplateName, or only the versions $Latest and $Default",
    );
  }
  const templates = across
    ? call.use(launchTemplates.collection).list()
    : [templateOf(call, { LaunchTemplateId: id, LaunchTemplateName: name })];
  const versions = templates.flatMap((template) => {
    if (wanted.length > 0) return wanted.map((version) => versionOf(call, template, version));
    return (call.use(launchTemplateVersions).get(template.LaunchTemplateId) ?? [])
      .filter(
        ({ VersionNumber }) =>
          VersionNumber >= Number(least ?? 0) && VersionNumber <= Number(most ?? Number.POSITIVE_INFINITY),
      )
      .map((version) => ({
        ...version,
        DefaultVersion: version.VersionNumber === template.DefaultVersionNumber,
      }))
      .toReversed();
  });
  const test = matcher(
    call,
    "DescribeLaunchTemplateVersions",
    filters,
    (version) => String(version.LaunchTemplateId),
    given,
  );
  return { LaunchTemplateVersions: versions.filter(test) };
});
