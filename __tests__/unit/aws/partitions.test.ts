import { describe, expect, test } from "vitest";
import {
  partitionOf,
  partitions,
  type ServiceName,
  servicePrincipal,
} from "../../../modules/aws/partitions.ts";
import { knownRegions } from "../../../modules/aws/zones.ts";

test.for([
  ["eu-central-1", "aws", "amazonaws.com", "api.aws", "us-east-1"],
  ["us-east-1", "aws", "amazonaws.com", "api.aws", "us-east-1"],
  ["mx-central-1", "aws", "amazonaws.com", "api.aws", "us-east-1"],
  ["cn-north-1", "aws-cn", "amazonaws.com.cn", "api.amazonwebservices.com.cn", "cn-north-1"],
  ["cn-northwest-1", "aws-cn", "amazonaws.com.cn", "api.amazonwebservices.com.cn", "cn-north-1"],
  ["us-gov-east-1", "aws-us-gov", "amazonaws.com", "api.aws", "us-gov-west-1"],
  ["us-iso-west-1", "aws-iso", "c2s.ic.gov", "api.aws.ic.gov", "us-iso-east-1"],
  ["us-isob-east-1", "aws-iso-b", "sc2s.sgov.gov", "api.aws.scloud", "us-isob-east-1"],
  ["eu-isoe-west-1", "aws-iso-e", "cloud.adc-e.uk", "api.cloud-aws.adc-e.uk", "eu-isoe-west-1"],
  ["us-isof-east-1", "aws-iso-f", "csp.hci.ic.gov", "api.aws.hci.ic.gov", "us-isof-south-1"],
  ["eusc-de-east-1", "aws-eusc", "amazonaws.eu", "api.amazonwebservices.eu", "eusc-de-east-1"],
  ["xx-new-1", "aws", "amazonaws.com", "api.aws", "us-east-1"],
  ["", "aws", "amazonaws.com", "api.aws", "us-east-1"],
] as const)("%s is in %s", ([region, id, dnsSuffix, dualStackDnsSuffix, iamRegion]) => {
  expect(partitionOf(region)).toMatchObject({ id, dnsSuffix, dualStackDnsSuffix, iamRegion });
});

test("a region is in one partition, and IAM's own region in the partition of IAM", () => {
  for (const region of [...knownRegions(), ...partitions.map(({ iamRegion }) => iamRegion)]) {
    expect(
      partitions.filter(({ regions }) => regions.test(region)),
      region,
    ).toHaveLength(1);
  }
  for (const { id, iamRegion } of partitions) expect(partitionOf(iamRegion).id).toBe(id);
});

describe("service principals", () => {
  test.for([
    ["ec2", "eu-central-1", "ec2.amazonaws.com"],
    ["ec2", "us-gov-west-1", "ec2.amazonaws.com"],
    ["ec2", "cn-north-1", "ec2.amazonaws.com.cn"],
    ["ec2", "us-iso-east-1", "ec2.c2s.ic.gov"],
    ["ec2", "us-isob-east-1", "ec2.sc2s.sgov.gov"],
    ["ec2", "eu-isoe-west-1", "ec2.amazonaws.com"],
    ["ec2", "us-isof-south-1", "ec2.amazonaws.com"],
    ["ec2", "eusc-de-east-1", "ec2.amazonaws.com"],
    ["logs", "eu-central-1", "logs.eu-central-1.amazonaws.com"],
    ["logs", "us-gov-west-1", "logs.us-gov-west-1.amazonaws.com"],
    ["logs", "cn-northwest-1", "logs.cn-northwest-1.amazonaws.com.cn"],
    ["logs", "us-iso-east-1", "logs.us-iso-east-1.c2s.ic.gov"],
    ["logs", "eusc-de-east-1", "logs.eusc-de-east-1.amazonaws.eu"],
  ] as const)("%s in %s is %s", ([service, region, expected]) => {
    expect(servicePrincipal(service, region)).toBe(expected);
  });

  const EVERYWHERE: readonly ServiceName[] = [
    "autoscaling",
    "capabilities.eks",
    "eks",
    "eks-fargate-pods",
    "elasticloadbalancing",
    "events",
    "pods.eks",
    "rolesanywhere",
    "spot",
    "sqs",
    "ssm",
    "vpc-flow-logs",
  ];
  test.for(EVERYWHERE)("%s has one name everywhere", (service) => {
    for (const { iamRegion } of partitions) {
      expect(servicePrincipal(service, iamRegion)).toBe(`${service}.amazonaws.com`);
    }
  });
});
