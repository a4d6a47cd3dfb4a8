import { collection } from "../../../core/collection.ts";
import type {
  LaunchTemplate,
  LaunchTemplateVersion,
  ResponseLaunchTemplateData,
} from "../../../models/types/ec2.d.ts";
import { kind } from "../kind.ts";

export interface StoredLaunchTemplate extends LaunchTemplate {
  readonly LaunchTemplateId: string;
  readonly LaunchTemplateName: string;
  readonly DefaultVersionNumber: number;
  readonly LatestVersionNumber: number;
}

export interface StoredVersion extends LaunchTemplateVersion {
  readonly VersionNumber: number;
  readonly LaunchTemplateData: ResponseLaunchTemplateData;
}

export const launchTemplates = kind<StoredLaunchTemplate>({
  name: "launch-templates",
  prefix: "lt",
  resourceType: "launch-template",
  id: "LaunchTemplateId",
  missing: [
    "InvalidLaunchTemplateId.NotFound",
    "The specified launch template, with template ID %, does not exist.",
  ],
  filters: { "create-time": "CreateTime", "launch-template-name": "LaunchTemplateName" },
});

/** Versions of every template, by the template's id. */
export const launchTemplateVersions = collection<readonly StoredVersion[]>(
  "ec2/launch-template-versions",
  "region",
);
