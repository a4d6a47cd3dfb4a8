import { describe, expect, test } from "vitest";
import { amiTypeFor } from "../../../modules/aws/ami-types.ts";

describe("the AMI type of a managed node group", () => {
  test.for([
    ["AmazonLinux2023", ["m7i.large"], "AL2023_x86_64_STANDARD"],
    ["AmazonLinux2023", ["t4g.medium", "t4g.large"], "AL2023_ARM_64_STANDARD"],
    ["AmazonLinux2023", ["g6.xlarge"], "AL2023_x86_64_NVIDIA"],
    ["AmazonLinux2023", ["g5g.xlarge"], "AL2023_ARM_64_NVIDIA"],
    ["AmazonLinux2023", ["inf2.xlarge"], "AL2023_x86_64_NEURON"],
    ["AmazonLinux2023", ["m7i.large", "g6.xlarge"], "AL2023_x86_64_NVIDIA"],
    ["AmazonLinux2023", ["m99g.large"], "AL2023_ARM_64_STANDARD"],
    ["AmazonLinux2023", ["m99i.large"], "AL2023_x86_64_STANDARD"],
    ["Bottlerocket", ["g6.xlarge"], "BOTTLEROCKET_x86_64_NVIDIA"],
    ["Bottlerocket", ["inf2.xlarge"], "BOTTLEROCKET_x86_64"],
    ["BottlerocketFips", ["m7g.large"], "BOTTLEROCKET_ARM_64_FIPS"],
    ["WindowsServer2022FullContainer", ["m5.large"], "WINDOWS_FULL_2022_x86_64"],
    ["Ubuntu2404", ["m5.large"], "CUSTOM"],
  ] as const)("of %s on %s is %s", ([family, types, expected]) => {
    expect(amiTypeFor(family, types)).toBe(expected);
  });
});
