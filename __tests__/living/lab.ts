import { spawn } from "node:child_process";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type LocalAws, startLocalAws } from "@eksplan/local-aws";
import { raisedQuotas } from "@eksplan/local-aws/services/eks/state";
import { pipeline } from "../probe/pipeline.ts";
import type { Block } from "../probe/probe.ts";
import { ACCOUNT, REGION } from "../probe/surroundings.ts";
import { Terraform } from "../support/terraform.ts";
import { type Planned, refusal, touches } from "./outcome.ts";

/** A local AWS, the provider as one process for all commands, and stacks that are deployed there. */
export interface Lab extends AsyncDisposable {
  readonly aws: LocalAws;
  deploy(name: string, file: Block): Promise<void>;
  /** Against the state alone: nobody but this lab changes anything. */
  plan(name: string, file: Block): Promise<Planned>;
  /** Against what there really is. */
  planRefreshed(name: string, file: Block): Promise<Planned>;
  apply(name: string, file: Block): Promise<void>;
}

const ANYBODY = {
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Action: ["sts:AssumeRole", "sts:TagSession"],
      Principal: {
        Service: [
          "eks.amazonaws.com",
          "ec2.amazonaws.com",
          "eks-fargate-pods.amazonaws.com",
          "pods.eks.amazonaws.com",
        ],
      },
    },
  ],
};
const ROLE_POLICIES = [
  "AmazonEKSClusterPolicy",
  "AmazonEKSWorkerNodePolicy",
  "AmazonEKS_CNI_Policy",
  "AmazonEC2ContainerRegistryReadOnly",
  "AmazonEKSFargatePodExecutionRolePolicy",
];

/** What the values of the probes name. Returns what has to be written in their place. */
function furnish(aws: LocalAws, principals: readonly string[]): ReadonlyMap<string, string> {
  return aws.world.context(ACCOUNT, REGION).transact(({ invoke, use }) => {
    // Every field of a group has groups of its own, in one cluster.
    for (const quota of ["nodegroups", "fargate-profiles"]) use(raisedQuotas).put(quota, 200);
    for (const name of ["one", "two", ...principals]) {
      invoke("iam", "CreateRole", { RoleName: name, AssumeRolePolicyDocument: JSON.stringify(ANYBODY) });
      if (name === "one" || name === "two")
        for (const policy of ROLE_POLICIES)
          invoke("iam", "AttachRolePolicy", {
            RoleName: name,
            PolicyArn: `arn:aws:iam::aws:policy/${policy}`,
          });
    }
    const document = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] };
    for (const name of ["one", "two"])
      invoke("iam", "CreatePolicy", { PolicyName: name, PolicyDocument: JSON.stringify(document) });
    return new Map(
      ["one", "two"].map((name) => [
        `key/${name}`,
        `key/${invoke("kms", "CreateKey", {}).KeyMetadata?.KeyId ?? ""}`,
      ]),
    );
  });
}

/** Starts the AWS provider as Terraform's `-debug` does, so that a plan need not start it again. */
async function startProvider(
  folder: string,
  env: Readonly<Record<string, string>>,
): Promise<{ readonly reattach: string; readonly stop: () => void }> {
  const file = await providerFile(folder);
  const merged = Object.fromEntries(
    Object.entries({ ...process.env, ...env }).filter(([, value]) => value !== ""),
  );
  const child = spawn(file, ["-debug"], { env: merged, stdio: ["ignore", "pipe", "pipe"] });
  const reattach = await new Promise<string>((resolve, reject) => {
    let text = "";
    child.stdout.setEncoding("utf8").on("data", (more: string) => {
      text += more;
      const found = /TF_REATTACH_PROVIDERS='(.*)'/.exec(text)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.on("error", reject).on("close", () => reject(new Error(`the provider has ended:\n${text}`)));
  });
  child.stderr.resume();
  return { reattach, stop: () => child.kill("SIGTERM") };
}

/** The version with which the table is recorded: another plans other things. */
const PROVIDER = { source: "hashicorp/aws", version: "5.100.0" };

/** The provider as Terraform finds it, in a mirror or in the registry. */
async function providerFile(folder: string): Promise<string> {
  const place = path.join(folder, "provider");
  mkdirSync(place, { recursive: true });
  writeFileSync(
    path.join(place, "main.tf.json"),
    JSON.stringify({ terraform: { required_providers: { aws: PROVIDER } } }),
  );
  await new Terraform(place, {}).run("init", "-input=false");
  // Host, hashicorp, aws, version, platform, file; Terraform links to a mirror's folder, so it is gone down step by step.
  let file = path.join(place, ".terraform", "providers");
  for (let step = 0; step < 5; step++) file = path.join(file, readdirSync(file)[0] ?? "");
  const name = readdirSync(file).find((one) => one.startsWith("terraform-provider-aws_"));
  if (name === undefined) throw new Error(`no AWS provider in ${file}`);
  return path.join(file, name);
}

/** @param principals names of roles that access entries are for */
export async function openLab(folder: string, principals: readonly string[]): Promise<Lab> {
  const aws = await startLocalAws({ speed: 1000 });
  const given = furnish(aws, principals);
  const env = aws.environment(ACCOUNT);
  const provider = await startProvider(folder, { ...env, GOGC: "400" });
  const program = pipeline();
  const stackEnv = { ...env, TF_REATTACH_PROVIDERS: provider.reattach };

  /** Writes the stack of a file; the message of the rule that refuses it, otherwise. */
  function write(name: string, file: Block): { readonly terraform: Terraform } | { readonly by: string } {
    const outcome = program.run(file);
    if ("issues" in outcome)
      return { by: outcome.issues.map(({ code, message }) => `${code} ${message}`).join("; ") };
    const place = path.join(folder, name);
    mkdirSync(place, { recursive: true });
    const { terraform, ...rest } = outcome.json;
    const { backend: _, ...settings } = terraform;
    const text = [...given].reduce(
      (result, [from, to]) => result.replaceAll(from, to),
      // A line each, so that Terraform shows one of them in a message.
      JSON.stringify({ ...rest, terraform: settings }, null, 1),
    );
    writeFileSync(path.join(place, "cdk.tf.json"), text);
    return { terraform: new Terraform(place, stackEnv) };
  }
  function mustWrite(name: string, file: Block): Terraform {
    const written = write(name, file);
    if ("by" in written) throw new Error(`${name}: ${written.by}`);
    return written.terraform;
  }
  const apply = async (name: string, file: Block) => {
    await mustWrite(name, file).run("apply", "-input=false", "-auto-approve", "-lock=false");
  };
  async function plan(name: string, file: Block, ...args: readonly string[]): Promise<Planned> {
    const written = write(name, file);
    if ("by" in written) return { kind: "refused", by: written.by };
    const { terraform } = written;
    const { code, stdout, stderr } = await terraform.attempt("plan", "-input=false", "-lock=false", ...args);
    return code === 0 ? { kind: "planned", touches: touches(stdout) } : refusal(stderr);
  }
  return {
    aws,
    apply,
    deploy: async (name, file) => {
      await mustWrite(name, file).run("init", "-input=false");
      await apply(name, file);
      // What was recorded while it was made says `null` where AWS says empty: a difference in every plan without refresh.
      await mustWrite(name, file).run(
        "apply",
        "-refresh-only",
        "-input=false",
        "-auto-approve",
        "-lock=false",
      );
    },
    plan: (name, file) => plan(name, file, "-refresh=false"),
    planRefreshed: (name, file) => plan(name, file),
    [Symbol.asyncDispose]: async () => {
      provider.stop();
      await aws.close();
    },
  };
}
