import { remove, show } from "../kind.ts";
import { ec2 } from "../operation.ts";
import { templateOf } from "./find.ts";
import { launchTemplates, launchTemplateVersions } from "./kind.ts";

export const deleteLaunchTemplate = ec2("DeleteLaunchTemplate", (call) => {
  const template = templateOf(call, call.input);
  const shown = show(call, launchTemplates, template);
  call.use(launchTemplateVersions).delete(template.LaunchTemplateId);
  remove(call, launchTemplates, template.LaunchTemplateId);
  return { LaunchTemplate: shown };
});
