import { ec2 } from "../operation.ts";
import { templateOf } from "./find.ts";
import { launchTemplateVersions } from "./kind.ts";

export const deleteLaunchTemplateVersions = ec2("DeleteLaunchTemplateVersions", (call) => {
  const template = templateOf(call, call.input);
  const { LaunchTemplateId, LaunchTemplateName } = template;
  const versions = call.use(launchTemplateVersions).get(LaunchTemplateId) ?? [];
  const outcomes = call.input.Versions.map((text) => {
    const VersionNumber = Number(text);
    const common = { LaunchTemplateId, LaunchTemplateName, VersionNumber };
    if (!versions.some((version) => version.VersionNumber === VersionNumber)) {
      return {
        ...common,
        ResponseError: {
          Code: "launchTemplateVersionDoesNotExist" as const,
          Message: `Launch Template Version ${text} does not exist`,
        },
      };
    }
    if (VersionNumber === template.DefaultVersionNumber) {
      return {
        ...common,
        ResponseError: {
          Code: "unexpectedError" as const,
          Message: "You cannot delete the default launch template version",
        },
      };
    }
    return common;
  });
  const gone = new Set(
    outcomes.flatMap((outcome) => ("ResponseError" in outcome ? [] : [outcome.VersionNumber])),
  );
  call.use(launchTemplateVersions).put(
    LaunchTemplateId,
    versions.filter(({ VersionNumber }) => !gone.has(VersionNumber)),
  );
  return {
    SuccessfullyDeletedLaunchTemplateVersions: outcomes.filter((outcome) => !("ResponseError" in outcome)),
    UnsuccessfullyDeletedLaunchTemplateVersions: outcomes.flatMap((outcome) =>
      "ResponseError" in outcome ? [outcome] : [],
    ),
  };
});
