import { expect, test } from "vitest";
import { testWorld } from "../../test-world.ts";

test("versions count up, start from another one and are reached by $Latest and $Default", () => {
  const aws = testWorld();
  const reference = { LaunchTemplateName: "demo" };
  aws.call("ec2", "CreateLaunchTemplate", {
    ...reference,
    LaunchTemplateData: { InstanceType: "m5.large", KeyName: "k" },
  });
  aws.call("ec2", "CreateLaunchTemplateVersion", {
    ...reference,
    SourceVersion: "1",
    LaunchTemplateData: { InstanceType: "m6i.large" },
  });
  const read = (version: string) =>
    aws.call("ec2", "DescribeLaunchTemplateVersions", { ...reference, Versions: [version] })
      .LaunchTemplateVersions?.[0];
  expect(read("$Default")).toMatchObject({ VersionNumber: 1, DefaultVersion: true });
  expect(read("$Latest")).toMatchObject({
    VersionNumber: 2,
    LaunchTemplateData: { InstanceType: "m6i.large", KeyName: "k" },
  });
  aws.call("ec2", "ModifyLaunchTemplate", { ...reference, DefaultVersion: "2" });
  expect(read("$Default")?.VersionNumber).toBe(2);
  expect(() => read("7")).toThrow(
    expect.objectContaining({ code: "InvalidLaunchTemplateId.VersionNotFound" }),
  );
});

test("tags of the template itself are not part of its data", () => {
  const aws = testWorld();
  const { LaunchTemplate } = aws.call("ec2", "CreateLaunchTemplate", {
    LaunchTemplateName: "demo",
    LaunchTemplateData: { InstanceType: "m5.large" },
    TagSpecifications: [{ ResourceType: "launch-template", Tags: [{ Key: "a", Value: "b" }] }],
  });
  expect(LaunchTemplate?.Tags).toEqual([{ Key: "a", Value: "b" }]);
  const { LaunchTemplateVersions } = aws.call("ec2", "DescribeLaunchTemplateVersions", {
    LaunchTemplateName: "demo",
  });
  expect(LaunchTemplateVersions?.[0]?.LaunchTemplateData).toEqual({ InstanceType: "m5.large" });
});

test.for([
  ["user data that is not base64", { UserData: "#!/bin/sh" }, "InvalidUserData.Malformed"],
  [
    "security groups in two places",
    { SecurityGroupIds: ["sg-1"], NetworkInterfaces: [{ DeviceIndex: 0 }] },
    "InvalidParameterCombination",
  ],
  ["no parameter at all", {}, "MissingParameter"],
] as const)("%s is refused", ([, LaunchTemplateData, code]) => {
  expect(() =>
    testWorld().call("ec2", "CreateLaunchTemplate", { LaunchTemplateName: "demo", LaunchTemplateData }),
  ).toThrow(expect.objectContaining({ code }));
});
