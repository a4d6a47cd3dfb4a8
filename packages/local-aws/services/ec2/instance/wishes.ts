import type { Context } from "../../../core/call.ts";
import { AwsError, NotImplemented } from "../../../core/errors.ts";
import type { ResponseLaunchTemplateData, RunInstancesRequest } from "../../../models/types/ec2.d.ts";
import { templateOf, versionOf } from "../launch-template/find.ts";

/** Members of a request that a launch template can have too. */
const SHARED = [
  "BlockDeviceMappings",
  "CpuOptions",
  "CreditSpecification",
  "CapacityReservationSpecification",
  "DisableApiTermination",
  "EbsOptimized",
  "EnclaveOptions",
  "HibernationOptions",
  "IamInstanceProfile",
  "ImageId",
  "InstanceMarketOptions",
  "InstanceType",
  "KeyName",
  "MaintenanceOptions",
  "MetadataOptions",
  "Monitoring",
  "NetworkInterfaces",
  "Placement",
  "PrivateDnsNameOptions",
  "SecurityGroupIds",
  "UserData",
] as const satisfies readonly (keyof RunInstancesRequest & keyof ResponseLaunchTemplateData)[];

export type LaunchData = Pick<ResponseLaunchTemplateData, (typeof SHARED)[number] | "TagSpecifications"> & {
  readonly template?: { readonly id: string; readonly version: number };
};

/** What a request asks for, its launch template's data filled in where it says nothing itself. */
export function launchData(context: Context, input: RunInstancesRequest): LaunchData {
  const { LaunchTemplate: reference } = input;
  const template =
    reference === undefined
      ? undefined
      : templateOf(context, {
          LaunchTemplateId: reference.LaunchTemplateId,
          LaunchTemplateName: reference.LaunchTemplateName,
        });
  const version =
    template === undefined ? undefined : versionOf(context, template, reference?.Version ?? "$Default");
  const base = version?.LaunchTemplateData ?? {};
  const own = Object.fromEntries(
    SHARED.flatMap((member) => (input[member] === undefined ? [] : [[member, input[member]]])),
  );
  const data = { ...base, ...own } as LaunchData & Pick<ResponseLaunchTemplateData, "InstanceRequirements">;
  if (data.InstanceType === undefined && data.InstanceRequirements !== undefined) {
    throw new NotImplemented("EC2 RunInstances: InstanceRequirements");
  }
  if (data.ImageId === undefined)
    throw new AwsError("MissingParameter", "The request must contain the parameter ImageId");
  return {
    ...data,
    ...(template !== undefined &&
      version !== undefined && {
        template: { id: template.LaunchTemplateId, version: version.VersionNumber },
      }),
  };
}
