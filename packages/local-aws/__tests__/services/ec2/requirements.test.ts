import { expect, test } from "vitest";
import type { InstanceRequirementsRequest } from "../../../models/types/ec2.d.ts";
import { testWorld } from "../../test-world.ts";

const types = (wanted: Partial<InstanceRequirementsRequest>, architecture: "x86_64" | "arm64" = "x86_64") =>
  (
    testWorld().call("ec2", "GetInstanceTypesFromInstanceRequirements", {
      ArchitectureTypes: [architecture],
      VirtualizationTypes: ["hvm"],
      InstanceRequirements: { VCpuCount: { Min: 1 }, MemoryMiB: { Min: 1 }, ...wanted },
    }).InstanceTypes ?? []
  ).map(({ InstanceType }) => InstanceType ?? "");

const general = { AllowedInstanceTypes: ["m7i.*", "m7g.*", "t3.*", "c7i.*"] };

test.for([
  [{ ...general, VCpuCount: { Min: 2, Max: 2 } }, ["c7i.large", "m7i.large"]],
  [{ ...general, VCpuCount: { Min: 2, Max: 2 }, MemoryMiB: { Min: 8000 } }, ["m7i.large"]],
  [{ ...general, VCpuCount: { Min: 2, Max: 2 }, MemoryGiBPerVCpu: { Max: 2 } }, ["c7i.large"]],
  [{ ...general, VCpuCount: { Min: 2, Max: 2 }, ExcludedInstanceTypes: ["c*"] }, ["m7i.large"]],
  [{ AllowedInstanceTypes: ["t3.l*"], BurstablePerformance: "included" }, ["t3.large"]],
  [{ AllowedInstanceTypes: ["t3.l*"] }, []],
  [{ AllowedInstanceTypes: ["m7i.metal-24xl", "m7i.24xlarge"], BareMetal: "required" }, ["m7i.metal-24xl"]],
  [{ AllowedInstanceTypes: ["m5.large", "m5d.large"], LocalStorage: "required" }, ["m5d.large"]],
  [{ AllowedInstanceTypes: ["m7i.large", "m4.large"], InstanceGenerations: ["previous"] }, ["m4.large"]],
  [{ AllowedInstanceTypes: ["m5.large", "m5a.large"], CpuManufacturers: ["amd"] }, ["m5a.large"]],
  [
    { AllowedInstanceTypes: ["g5.xlarge", "inf2.xlarge", "m5.xlarge"], AcceleratorTypes: ["gpu"] },
    ["g5.xlarge"],
  ],
  [
    { AllowedInstanceTypes: ["g5.xlarge", "inf2.xlarge", "m5.xlarge"], AcceleratorCount: { Max: 0 } },
    ["m5.xlarge"],
  ],
] as const)("attributes choose types %#", ([wanted, expected]) => {
  expect(types(wanted)).toEqual(expected);
});

test("the architecture is part of the choice, and so is the other one", () => {
  expect(types({ ...general, VCpuCount: { Min: 2, Max: 2 } }, "arm64")).toEqual(["m7g.large"]);
});

test.for([{ SpotMaxPricePercentageOverLowestPrice: 50 }, { AcceleratorTypes: ["fpga"] }] as const)(
  "what the catalogue doesn't know is refused by name: %j",
  (wanted) => {
    expect(() => types(wanted)).toThrow(/InstanceRequirements\.\w+.* is not implemented/);
  },
);
