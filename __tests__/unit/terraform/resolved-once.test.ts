import { App, Fn, TerraformOutput, TerraformResource } from "cdktf";
import { expect, test } from "vitest";
import { resolvedOnce } from "../../../modules/terraform/resolved-once.ts";
import { EksStack } from "../../../stacks/eks-stack.ts";

test("a text with references is the same for all, and names another stack's outputs", () => {
  const app = new App({ stackTraces: false, skipBackendValidation: true });
  const [first, second] = ["first", "second"].map((id) => new EksStack(app, id, { region: "eu-central-1" }));
  const made = new TerraformResource(first!, "made", { terraformResourceType: "aws_part" });
  const text = resolvedOnce(Fn.jsonencode({ id: made.getStringAttribute("id") }));
  for (const name of ["a", "b"]) new TerraformOutput(second!, name, { value: text });
  for (const stack of [first!, second!]) stack.prepareStack();
  const { output } = second!.toTerraform() as unknown as { output: Record<string, { value: string }> };
  expect(output["a"]?.value).toBe(output["b"]?.value);
  expect(output["a"]?.value).toMatch(
    /^\$\{jsonencode\(.*data\.terraform_remote_state\.cross-stack-reference-input-first/,
  );
});

test("an isolated stack leaves out the pass that looks for them", () => {
  const app = new App({ stackTraces: false, skipBackendValidation: true });
  const first = new EksStack(app, "first", { region: "eu-central-1" });
  const made = new TerraformResource(first, "made", { terraformResourceType: "aws_part" });
  const second = new EksStack(app, "second", { region: "eu-central-1", isolated: true });
  new TerraformOutput(second, "a", { value: made.getStringAttribute("id") });
  second.prepareStack();
  expect(JSON.stringify(second.toTerraform())).not.toContain("terraform_remote_state");
});
