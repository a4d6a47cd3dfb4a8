import { AwsError } from "../../../core/errors.ts";
import type { RequestLaunchTemplateData, ResponseLaunchTemplateData } from "../../../models/types/ec2.d.ts";

/** Launch template data of a request as it is shown later: the two have the same members, apart from what EC2 adds. */
export function checkedData(data: RequestLaunchTemplateData): ResponseLaunchTemplateData {
  if (Object.keys(data).length === 0) {
    throw new AwsError(
      "MissingParameter",
      "You must specify at least one launch parameter in the launch template data.",
    );
  }
  if (data.InstanceType !== undefined && data.InstanceRequirements !== undefined) {
    throw new AwsError(
      "InvalidParameterCombination",
      "InstanceType and InstanceRequirements cannot both be specified",
    );
  }
  if (data.ImageId !== undefined && !/^(ami-[0-9a-f]{8,17}|resolve:ssm:.+)$/.test(data.ImageId)) {
    throw new AwsError("InvalidAMIID.Malformed", `Invalid id: "${data.ImageId}" (expecting "ami-...")`);
  }
  const { SecurityGroupIds: groups = [], NetworkInterfaces: ports = [] } = data;
  if (groups.length > 0 && ports.length > 0) {
    throw new AwsError(
      "InvalidParameterCombination",
      "Network interfaces and an instance-level security groups may not be specified on the same request",
    );
  }
  if (data.UserData !== undefined) checkUserData(data.UserData);
  return {
    ...data,
    ...(data.MetadataOptions !== undefined && {
      MetadataOptions: { State: "pending", ...data.MetadataOptions },
    }),
  } as ResponseLaunchTemplateData;
}

export function checkUserData(text: string): void {
  if (!/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(text))
    throw new AwsError("InvalidUserData.Malformed", "Invalid BASE64 encoding of user data.");
  if (Buffer.from(text, "base64").length > 16_384) {
    throw new AwsError("InvalidParameterValue", "User data is limited to 16384 bytes");
  }
}
