import { show } from "../kind.ts";
import { ec2 } from "../operation.ts";
import { templateOf, versionOf } from "./find.ts";
import { launchTemplates } from "./kind.ts";

export const modifyLaunchTemplate = ec2("ModifyLaunchTemplate", (call) => {
  const template = templateOf(call, call.input);
  const { DefaultVersion: wanted } = call.input;
  const changed =
    wanted === undefined
      ? template
      : call.use(launchTemplates.collection).patch(template.LaunchTemplateId, {
          DefaultVersionNumber: versionOf(call, template, wanted).VersionNumber,
        });
  return { LaunchTemplate: show(call, launchTemplates, changed) };
});
