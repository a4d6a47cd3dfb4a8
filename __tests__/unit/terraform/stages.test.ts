import { TerraformResource } from "cdktf";
import { expect, test } from "vitest";
import { Stages } from "../../../modules/terraform/stages.ts";
import { at, ownStack, synthesized } from "../../support/own-stack.ts";

const part = (stack: ReturnType<typeof ownStack>, id: string) =>
  new TerraformResource(stack, id, { terraformResourceType: "aws_part" });

test("a stage is complete when those before it are, and waits for parts that come later too", () => {
  const stack = ownStack();
  const stages = new Stages(stack, "stage");
  stages.add("prerequisites", part(stack, "route"));
  const waiting = new TerraformResource(stack, "pod", {
    terraformResourceType: "aws_part",
    dependsOn: [...stages.after("controllers")],
  });
  stages.add("capacity", part(stack, "nodes"));
  stages.add("controllers", part(stack, "driver"));
  stages.add("prerequisites", part(stack, "addon"));
  expect(waiting.dependsOn).toHaveLength(1);
  const json = synthesized(stack);
  const after = (name: string) => at(json, `terraform_data.stage_${name}`)["depends_on"];
  expect(after("prerequisites")).toEqual(["aws_part.route", "aws_part.addon"]);
  expect(after("capacity")).toEqual(["terraform_data.stage_prerequisites", "aws_part.nodes"]);
  expect(after("controllers")).toEqual(["terraform_data.stage_capacity", "aws_part.driver"]);
  expect(at(json, "aws_part.pod")["depends_on"]).toEqual(["terraform_data.stage_controllers"]);
});

test("a stage that nobody waits for is not in the plan", () => {
  const stack = ownStack();
  const stages = new Stages(stack, "stage");
  stages.add("workloads", part(stack, "web"));
  stages.after("prerequisites");
  expect(Object.keys(synthesized(stack).resource["terraform_data"] ?? {})).toEqual(["stage_prerequisites"]);
});
