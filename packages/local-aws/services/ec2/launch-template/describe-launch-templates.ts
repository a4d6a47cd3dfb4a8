import { AwsError } from "../../../core/errors.ts";
import { show } from "../kind.ts";
import { ec2, select } from "../operation.ts";
import { launchTemplates } from "./kind.ts";

export const describeLaunchTemplates = ec2("DescribeLaunchTemplates", (call) => {
  const {
    LaunchTemplateIds: ids,
    LaunchTemplateNames: names = [],
    Filters: filters,
    IncludeManagedResources: _none,
  } = call.input;
  const all = call.use(launchTemplates.collection).list();
  if (names.some((name) => !all.some((template) => template.LaunchTemplateName === name))) {
    throw new AwsError(
      "InvalidLaunchTemplateName.NotFoundException",
      "At least one of the launch templates specified in the request does not exist.",
    );
  }
  const found = select(call, "DescribeLaunchTemplates", launchTemplates, ids, filters).filter(
    (template) => names.length === 0 || names.includes(template.LaunchTemplateName),
  );
  return { LaunchTemplates: found.map((template) => show(call, launchTemplates, template)) };
});
