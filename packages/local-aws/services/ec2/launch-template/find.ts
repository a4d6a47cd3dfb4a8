import type { Context } from "../../../core/call.ts";
import { AwsError } from "../../../core/errors.ts";
import { find } from "../kind.ts";
import {
  launchTemplates,
  launchTemplateVersions,
  type StoredLaunchTemplate,
  type StoredVersion,
} from "./kind.ts";

export interface TemplateReference {
  readonly LaunchTemplateId?: string | undefined;
  readonly LaunchTemplateName?: string | undefined;
}

/** The template that a request means, by its id or by its name. */
export function templateOf(
  context: Context,
  { LaunchTemplateId: id, LaunchTemplateName: name }: TemplateReference,
): StoredLaunchTemplate {
  if (id !== undefined && name !== undefined) {
    throw new AwsError(
      "InvalidParameterCombination",
      "Either launch template ID or launch template name may be specified, not both",
    );
  }
  if (id !== undefined) return find(context, launchTemplates, id);
  if (name === undefined)
    throw new AwsError(
      "MissingParameter",
      "The request must contain either LaunchTemplateId or LaunchTemplateName",
    );
  const found = context
    .use(launchTemplates.collection)
    .list()
    .find((template) => template.LaunchTemplateName === name);
  if (found === undefined) {
    throw new AwsError(
      "InvalidLaunchTemplateName.NotFoundException",
      `The specified launch template, with template name ${name}, does not exist.`,
    );
  }
  return found;
}

/** A version by its number, `$Latest` or `$Default`. */
export function versionOf(context: Context, template: StoredLaunchTemplate, wanted: string): StoredVersion {
  const number =
    wanted === "$Latest"
      ? template.LatestVersionNumber
      : wanted === "$Default"
        ? template.DefaultVersionNumber
        : Number(wanted);
  const found = context
    .use(launchTemplateVersions)
    .get(template.LaunchTemplateId)
    ?.find((version) => version.VersionNumber === number);
  if (found === undefined) {
    throw new AwsError(
      "InvalidLaunchTemplateId.VersionNotFound",
      `Could not find the specified version ${wanted} for the launch template with ID ${template.LaunchTemplateId}.`,
    );
  }
  return { ...found, DefaultVersion: found.VersionNumber === template.DefaultVersionNumber };
}
