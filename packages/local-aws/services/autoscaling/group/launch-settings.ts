import type { Context } from "../../../core/call.ts";
import { AwsError } from "../../../core/errors.ts";
import type {
  LaunchTemplateSpecification,
  MixedInstancesPolicy,
} from "../../../models/types/autoscaling.d.ts";
import { invalid } from "./store.ts";

/** A launch template reference with both id and name, as Auto Scaling shows it. */
export function resolveTemplate(
  context: Context,
  reference: LaunchTemplateSpecification,
): LaunchTemplateSpecification {
  const { LaunchTemplateId: id, LaunchTemplateName: name, Version: version = "$Default" } = reference;
  try {
    const { LaunchTemplateVersions } = context.invoke("ec2", "DescribeLaunchTemplateVersions", {
      ...(id === undefined ? { LaunchTemplateName: name } : { LaunchTemplateId: id }),
      Versions: [version],
    });
    const found = LaunchTemplateVersions?.[0];
    return {
      LaunchTemplateId: found?.LaunchTemplateId,
      LaunchTemplateName: found?.LaunchTemplateName,
      Version: version,
    };
  } catch (error) {
    if (error instanceof AwsError)
      throw invalid(`You must use a valid fully-formed launch template. ${error.message}`);
    throw error;
  }
}

/** A policy with what AWS fills in. */
export function resolvePolicy(context: Context, policy: MixedInstancesPolicy): MixedInstancesPolicy {
  const specification = policy.LaunchTemplate?.LaunchTemplateSpecification;
  if (specification === undefined) throw invalid("MixedInstancesPolicy must have a launch template");
  const given = policy.InstancesDistribution ?? {};
  const strategy = given.SpotAllocationStrategy ?? "lowest-price";
  return {
    LaunchTemplate: {
      LaunchTemplateSpecification: resolveTemplate(context, specification),
      Overrides: (policy.LaunchTemplate?.Overrides ?? []).map((override) =>
        override.LaunchTemplateSpecification === undefined
          ? override
          : {
              ...override,
              LaunchTemplateSpecification: resolveTemplate(context, override.LaunchTemplateSpecification),
            },
      ),
    },
    InstancesDistribution: {
      OnDemandAllocationStrategy: given.OnDemandAllocationStrategy ?? "prioritized",
      OnDemandBaseCapacity: given.OnDemandBaseCapacity ?? 0,
      OnDemandPercentageAboveBaseCapacity: given.OnDemandPercentageAboveBaseCapacity ?? 100,
      SpotAllocationStrategy: strategy,
      ...(strategy === "lowest-price" && { SpotInstancePools: given.SpotInstancePools ?? 2 }),
      ...(given.SpotMaxPrice !== undefined && { SpotMaxPrice: given.SpotMaxPrice }),
    },
  };
}

export function checkSizes({
  MinSize: least,
  MaxSize: most,
  DesiredCapacity: desired,
}: {
  readonly MinSize: number;
  readonly MaxSize: number;
  readonly DesiredCapacity: number;
}): void {
  if (least > most) throw invalid(`Max bound, ${most}, must be greater than or equal to min bound, ${least}`);
  if (desired < least)
    throw invalid(
      `Desired capacity:${desired} must be between the specified min size:${least} and max size:${most}`,
    );
  if (desired > most)
    throw invalid(
      `Desired capacity:${desired} must be between the specified min size:${least} and max size:${most}`,
    );
}

/** Subnets of one VPC that a group spans. */
export function subnetsIn(context: Context, identifier: string | undefined): readonly string[] {
  const ids = (identifier ?? "")
    .split(",")
    .map((id) => id.trim())
    .filter((id) => id !== "");
  if (ids.length === 0) return [];
  try {
    const { Subnets = [] } = context.invoke("ec2", "DescribeSubnets", { SubnetIds: ids });
    if (new Set(Subnets.map(({ VpcId }) => VpcId)).size > 1)
      throw invalid("The subnets specified must all be in the same VPC");
    return ids;
  } catch (error) {
    if (error instanceof AwsError && error.code.startsWith("InvalidSubnetID"))
      throw invalid(`The subnet ID '${ids.join(",")}' does not exist`);
    throw error;
  }
}
