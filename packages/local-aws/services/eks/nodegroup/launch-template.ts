import type { Context } from "../../../core/call.ts";
import { AwsError } from "../../../core/errors.ts";
import type { ResponseLaunchTemplateData } from "../../../models/types/ec2.d.ts";
import type { LaunchTemplateSpecification } from "../../../models/types/eks.d.ts";
import { invalidParameter, invalidRequest } from "../errors.ts";

export interface ResolvedTemplate {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly data: ResponseLaunchTemplateData;
}

/** The launch template that a request names by id or name, at a version or its default one. */
export function resolveTemplate(
  context: Context,
  specification: LaunchTemplateSpecification,
): ResolvedTemplate {
  const { id, name, version } = specification;
  if ((id === undefined) === (name === undefined))
    throw invalidParameter(
      "You must specify either the launch template id or the launch template name, and not both",
    );
  try {
    const { LaunchTemplateVersions } = context.invoke("ec2", "DescribeLaunchTemplateVersions", {
      ...(id === undefined ? { LaunchTemplateName: name } : { LaunchTemplateId: id }),
      Versions: [version ?? "$Default"],
    });
    const found = LaunchTemplateVersions?.[0];
    if (found === undefined)
      throw invalidParameter(`The launch template ${id ?? name} has no version ${version}`);
    return {
      id: found.LaunchTemplateId ?? "",
      name: found.LaunchTemplateName ?? "",
      version: String(found.VersionNumber),
      data: found.LaunchTemplateData ?? {},
    };
  } catch (error) {
    if (error instanceof AwsError && error.code.startsWith("InvalidLaunchTemplate")) {
      throw invalidParameter(
        `Launch template details can't be null for Custom ami type node group: ${error.message}`,
      );
    }
    throw error;
  }
}

/** Refuses what a launch template of a managed node group may not say. */
export function requireTemplate(
  { data }: ResolvedTemplate,
  request: {
    readonly diskSize?: number | undefined;
    readonly remoteAccess?: unknown;
    readonly instanceTypes?: readonly string[] | undefined;
  },
): void {
  if (request.diskSize !== undefined)
    throw invalidParameter("Disk size must be specified within the launch template.");
  if (request.remoteAccess !== undefined)
    throw invalidParameter("Remote access configuration cannot be specified with a launch template.");
  if (data.InstanceType !== undefined && (request.instanceTypes ?? []).length > 0) {
    throw invalidParameter(
      "You cannot specify instance types in both the launch template and the API request.",
    );
  }
  if (data.IamInstanceProfile !== undefined) {
    throw invalidParameter(
      "Launch template should not specify an instance profile. The noderole in your request will be used to construct an instance profile.",
    );
  }
  if ((data.NetworkInterfaces ?? []).some((nic) => nic.SubnetId !== undefined)) {
    throw invalidParameter("Launch template should not specify subnets: give them with the node group.");
  }
  if (data.InstanceInitiatedShutdownBehavior === "stop") {
    throw invalidRequest("Launch template should not specify the instance initiated shutdown behavior stop.");
  }
  if (data.HibernationOptions?.Configured === true)
    throw invalidRequest("Launch template should not enable hibernation.");
  if (
    (data.SecurityGroupIds ?? []).length > 0 &&
    (data.NetworkInterfaces ?? []).some((nic) => (nic.Groups ?? []).length > 0)
  ) {
    throw invalidParameter(
      "Launch template should specify security groups either for the instance or for its network interfaces, not for both.",
    );
  }
}
