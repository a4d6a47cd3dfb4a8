import { expect, test } from "vitest";
import type { Backend } from "../../../stacks/backend.ts";
import { specOf, synthSpec } from "../../support/synth-cluster.ts";

test.for<[Backend, string]>([
  [{ type: "local" }, ">= 1.9"],
  [{ type: "cloud", organization: "acme" }, ">= 1.9"],
  [{ type: "s3", bucket: "states", region: "eu-west-1" }, ">= 1.10"],
])("a state in %j wants Terraform %s", ([backend, version]) => {
  const { terraform } = synthSpec(specOf("examples/minimal.yaml"), backend);
  expect(terraform["required_version"]).toBe(version);
});
