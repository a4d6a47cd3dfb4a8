import { type Scenario, something, stepsOf } from "../scenario.ts";

const call = stepsOf("ec2");

export const ec2Catalogues: Scenario = {
  name: "ec2 catalogues",
  steps: [
    call("DescribeRegions", {}, { anywhere: true, expect: { Regions: [{ RegionName: "eu-central-1" }] } }),
    call(
      "DescribeAvailabilityZones",
      {},
      {
        anywhere: true,
        expect: {
          AvailabilityZones: [
            {
              ZoneName: "eu-central-1a",
              ZoneId: "euc1-az2",
              State: "available",
              ZoneType: "availability-zone",
            },
          ],
        },
      },
    ),
    call(
      "DescribeInstanceTypes",
      { InstanceTypes: ["m5.large"] },
      {
        anywhere: true,
        expect: {
          InstanceTypes: [
            {
              InstanceType: "m5.large",
              VCpuInfo: { DefaultVCpus: 2 },
              MemoryInfo: { SizeInMiB: 8192 },
              ProcessorInfo: { SupportedArchitectures: ["x86_64"] },
            },
          ],
        },
      },
    ),
    call(
      "DescribeInstanceTypes",
      { InstanceTypes: ["m5.nano"] },
      { anywhere: true, fails: "InvalidInstanceType" },
    ),
    call(
      "DescribeInstanceTypeOfferings",
      { LocationType: "availability-zone", Filters: [{ Name: "instance-type", Values: ["m5.large"] }] },
      {
        anywhere: true,
        expect: { InstanceTypeOfferings: [{ InstanceType: "m5.large", Location: "eu-central-1a" }] },
      },
    ),
    call(
      "GetInstanceTypesFromInstanceRequirements",
      {
        ArchitectureTypes: ["x86_64"],
        VirtualizationTypes: ["hvm"],
        InstanceRequirements: {
          VCpuCount: { Min: 2, Max: 2 },
          MemoryMiB: { Min: 8192, Max: 8192 },
          AllowedInstanceTypes: ["m5.*"],
        },
      },
      { anywhere: true, expect: { InstanceTypes: [{ InstanceType: "m5.large" }] } },
    ),
    stepsOf("ssm")(
      "GetParameter",
      { Name: "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64" },
      { as: "image", anywhere: true, expect: { Parameter: { Value: /^ami-/ } } },
    ),
    call(
      "DescribeImages",
      { ImageIds: ["{image.Parameter.Value}"] },
      { expect: { Images: [{ State: "available", Architecture: "x86_64", Name: something }] } },
    ),
    call(
      "ImportKeyPair",
      {
        KeyName: "conf",
        PublicKeyMaterial:
          "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ2Dq0Kr2GwQ1yBhQhW3cKk8nP3kYp6fS9n8JxR0wq0a conf",
      },
      { expect: { KeyName: "conf", KeyFingerprint: something } },
    ),
    call(
      "DescribeKeyPairs",
      { KeyNames: ["conf"] },
      { expect: { KeyPairs: [{ KeyName: "conf", KeyPairId: /^key-/ }] } },
    ),
    call("DeleteKeyPair", { KeyName: "conf" }),
    call("DescribeKeyPairs", { KeyNames: ["conf"] }, { fails: "InvalidKeyPair.NotFound" }),
    call("CreatePlacementGroup", { GroupName: "conf", Strategy: "cluster" }),
    call(
      "DescribePlacementGroups",
      { GroupNames: ["conf"] },
      { expect: { PlacementGroups: [{ GroupName: "conf", Strategy: "cluster", State: "available" }] } },
    ),
    call("DeletePlacementGroup", { GroupName: "conf" }),
    call(
      "CreateCapacityReservation",
      {
        InstanceType: "m5.large",
        InstancePlatform: "Linux/UNIX",
        AvailabilityZone: "eu-central-1a",
        InstanceCount: 1,
      },
      { as: "reservation", expect: { CapacityReservation: { CapacityReservationId: /^cr-/ } } },
    ),
    call(
      "ModifyCapacityReservation",
      { CapacityReservationId: "{reservation.CapacityReservation.CapacityReservationId}", InstanceCount: 2 },
      { expect: { Return: true } },
    ),
    call(
      "DescribeCapacityReservations",
      { CapacityReservationIds: ["{reservation.CapacityReservation.CapacityReservationId}"] },
      { expect: { CapacityReservations: [{ TotalInstanceCount: 2, State: "active" }] } },
    ),
    call(
      "CancelCapacityReservation",
      { CapacityReservationId: "{reservation.CapacityReservation.CapacityReservationId}" },
      { expect: { Return: true } },
    ),
    call(
      "CreateVolume",
      { AvailabilityZone: "eu-central-1a", Size: 10, VolumeType: "gp3" },
      { as: "volume", expect: { Size: 10, VolumeType: "gp3" } },
    ),
    call(
      "DescribeVolumes",
      { VolumeIds: ["{volume.VolumeId}"] },
      { until: true, expect: { Volumes: [{ State: "available", Size: 10 }] } },
    ),
    call("DeleteVolume", { VolumeId: "{volume.VolumeId}" }),
  ],
};
