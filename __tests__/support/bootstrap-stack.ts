import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { App, TerraformVariable } from "cdktf";
import { Bootstrap, type BootstrapProps } from "../../modules/bootstrap/bootstrap.ts";
import type { TestCluster } from "../../packages/local-aws/__tests__/kubernetes/support.ts";
import { EksStack } from "../../stacks/eks-stack.ts";
import { runnerBundle } from "../../tools/runner-bundle.ts";
import { Terraform } from "./terraform.ts";

/**
 * A stack that holds nothing but a bootstrap; endpoint and CA are unknown to synth, as in life.
 * @param values - variables and secrets that the program hands to the playbook
 * @returns the folder where Terraform runs
 */
export function synthesizeBootstrap(
  outdir: string,
  playbook: string,
  values: (stack: EksStack) => Pick<BootstrapProps, "vars" | "secretVars"> = () => ({}),
): string {
  const project = process.cwd();
  const app = new App({ outdir, stackTraces: false });
  const stack = new EksStack(app, "demo", { region: "eu-central-1" });
  const variable = (name: string): string =>
    new TerraformVariable(stack, name, { type: "string" }).stringValue;
  new Bootstrap(stack, "bootstrap", {
    ...values(stack),
    cluster: {
      name: "demo",
      region: "eu-central-1",
      arn: "arn:aws:eks:eu-central-1:123456789012:cluster/demo",
      endpoint: variable("endpoint"),
      certificateAuthority: variable("certificate_authority"),
    },
    nodeGroups: [{ name: "system", minSize: 1 }],
    after: [],
    playbook,
    folders: { project, roles: [path.resolve("bootstrap", "roles")] },
    runnerBundle: runnerBundle(project),
  });
  app.synth();
  const folder = path.join(outdir, "stacks", "demo");
  const file = path.join(folder, "cdk.tf.json");
  const document = JSON.parse(readFileSync(file, "utf8"));
  // Nothing here is AWS's, and loading its provider for every command would be most of the time.
  delete document.provider.aws;
  delete document.terraform.required_providers.aws;
  writeFileSync(file, JSON.stringify(document, null, 2));
  return folder;
}

/** Terraform for such a stack, against one cluster. */
export function terraformForBootstrap(
  folder: string,
  { endpoint }: TestCluster,
  more: Readonly<Record<string, string>> = {},
): Terraform {
  return new Terraform(folder, {
    TF_VAR_endpoint: endpoint.endpoint,
    TF_VAR_certificate_authority: endpoint.certificateAuthorityData,
    AWS_ACCESS_KEY_ID: "admin",
    AWS_SECRET_ACCESS_KEY: "secret-key-of-the-test",
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_ENDPOINT_URL: "",
    EKS_BOOTSTRAP_KUBE_DIR: path.join(folder, ".kube"),
    ...more,
  });
}
