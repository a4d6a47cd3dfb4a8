import { expect, test } from "vitest";
import { type StackJson, synthFile } from "../../support/synth-cluster.ts";

/** Addresses that Terraform refuses to destroy. */
const protectedIn = ({ resource }: StackJson): readonly string[] =>
  Object.entries(resource).flatMap(([type, byName]) =>
    Object.entries(byName)
      .filter(([, body]) => (body["lifecycle"] as { prevent_destroy?: boolean } | undefined)?.prevent_destroy)
      .map(([name]) => `${type}.${name}`),
  );

// EKS's own deletion protection needs version 6 of the provider; until then the plan is where a destroy is refused.
test("T-36: a production cluster and its key are protected, and a second step takes the protection off", () => {
  expect(protectedIn(synthFile("examples/production.yaml"))).toEqual([
    "aws_eks_cluster.cluster",
    "aws_kms_key.encryption_key",
  ]);
  expect(protectedIn(synthFile("clusters/demo.yaml"))).toEqual([]);
});
