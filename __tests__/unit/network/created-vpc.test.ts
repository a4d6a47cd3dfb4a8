import { describe, expect, test } from "vitest";
import { CreatedVpc, type CreatedVpcProps } from "../../../modules/index.ts";
import { at, ownCluster, ownStack, synthesized } from "../../support/own-stack.ts";
import type { StackJson } from "../../support/synth-cluster.ts";

const zones = (letters: string) =>
  [...letters].map((letter) => ({
    key: `az${letter.charCodeAt(0) - 96}`,
    name: `eu-central-1${letter}`,
  }));

function withVpc(letters: string, props: Partial<CreatedVpcProps> = {}): StackJson {
  const stack = ownStack();
  const network = new CreatedVpc(stack, "network", { name: "own", zones: zones(letters), ...props });
  ownCluster(stack, { network });
  return synthesized(stack);
}
/** What is refused, and how. */
const guards = (stack: StackJson) => JSON.stringify(at(stack, "aws_vpc.network_vpc")["lifecycle"]);

describe("zones of a created VPC", () => {
  test("the order in which they are written changes nothing", () => {
    for (const egress of ["nat-single", "nat-per-zone", "none"] as const)
      expect(withVpc("ca", { egress })).toEqual(withVpc("ac", { egress }));
  });

  test("another zone leaves the others as they are", () => {
    const [two, three] = [withVpc("bc"), withVpc("abc")];
    for (const [name, body] of Object.entries(two.resource["aws_subnet"]!))
      expect(at(three, `aws_subnet.${name}`)).toEqual(body);
  });

  test("the control plane takes all zones at first, and later those that it has", () => {
    const subnets = at(withVpc("ac"), "aws_eks_cluster.cluster")["vpc_config"] as { subnet_ids: string };
    const living =
      "flatten([for one in values(data.aws_subnet.cluster_zones_subnet) : [one.availability_zone, one.availability_zone_id]])";
    expect(subnets.subnet_ids).toBe(
      `\${[for index, id in [aws_subnet.network_control_plane_az1.id, aws_subnet.network_control_plane_az3.id] : id if length(${living}) == 0 || contains(${living}, ["eu-central-1a","eu-central-1c"][index])]}`,
    );
  });

  test("in order, blocks follow from the order, and a refusal says what to do", () => {
    const [ac, ca] = [withVpc("ac", { cut: "in-order" }), withVpc("ca", { cut: "in-order" })];
    expect(at(ac, "aws_subnet.network_public_az1")["cidr_block"]).toBe("192.168.0.0/19");
    expect(at(ca, "aws_subnet.network_public_az3")["cidr_block"]).toBe("192.168.0.0/19");
    expect(guards(ac)).toContain("the number and the order of availabilityZones");
    expect(guards(withVpc("ac"))).not.toContain("the number and the order of availabilityZones");
  });

  test("a zone without a block is refused with the construct's path", () => {
    expect(() => withVpc("ae", { cidr: "10.0.0.0/24" })).toThrow(
      /has no block for eu-central-1e; it has blocks for az1 to az4/,
    );
  });
});

describe("the range of a living cluster's VPC", () => {
  test("is compared without host bits, which AWS clears", () => {
    expect(guards(withVpc("ab", { cidr: "10.1.2.3/16" }))).toContain('cidr_block, [\\"10.1.0.0/16\\"])');
  });

  test("is that of an override", () => {
    expect(guards(withVpc("ab", { override: { vpc: { cidrBlock: "10.9.0.0/16" } } }))).toContain(
      'cidr_block, [\\"10.9.0.0/16\\"])',
    );
  });
});
