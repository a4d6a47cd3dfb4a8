import { TerraformOutput } from "cdktf";
import type { Construct } from "constructs";

/** Outputs of a stack, by name: what other programs and `terraform output` read. */
export function addOutputs(
  stack: Construct,
  outputs: Readonly<Record<string, { readonly value: string | readonly string[]; readonly description: string }>>,
): void {
  const scope = stack;
  for (const [name, { value, description }] of Object.entries(outputs)) {
    new TerraformOutput(scope, name, { value, description, staticId: true });
  }
}
