import { type LocalAws, startLocalAws } from "@eksplan/local-aws";
import { isMutating } from "@eksplan/local-aws/faults";
import type { CallRecord } from "@eksplan/local-aws/journal";
import { expect } from "vitest";
import { ACCOUNT, REGION, type SmallCluster, terraformFor } from "./small-cluster.ts";
import { scratchFolder, type Terraform } from "./terraform.ts";

type Invoke = Parameters<Parameters<ReturnType<LocalAws["world"]["context"]>["transact"]>[0]>[0]["invoke"];

/** A cluster that is edited from step to step, in a local AWS of its own. */
export class LivingCluster implements AsyncDisposable {
  readonly aws: LocalAws;
  readonly name: string;
  terraform: Terraform | undefined;
  readonly #folder: ReturnType<typeof scratchFolder>;
  readonly #env: Readonly<Record<string, string>>;

  private constructor(aws: LocalAws, name: string, env: Readonly<Record<string, string>>) {
    this.aws = aws;
    this.name = name;
    this.#folder = scratchFolder(name);
    this.#env = env;
  }

  static async start(name: string, env: Readonly<Record<string, string>> = {}): Promise<LivingCluster> {
    return new LivingCluster(await startLocalAws({ speed: 1000 }), name, env);
  }

  /** Does something in the account, as the AWS CLI would. */
  do<R>(work: (invoke: Invoke) => R): R {
    return this.aws.world.context(ACCOUNT, REGION).transact(({ invoke }) => work(invoke));
  }

  /** Terraform for a file, without running anything. */
  async edit(file: SmallCluster, env: Readonly<Record<string, string>> = {}): Promise<Terraform> {
    const all = { ...this.aws.environment(ACCOUNT), ...this.#env, ...env };
    this.terraform = await terraformFor(file, this.#folder.path, all);
    return this.terraform;
  }

  /**
   * Deploys a file, and wants the plan after it to be empty.
   * @returns the calls that changed something
   */
  async deploy(file: SmallCluster): Promise<readonly CallRecord[]> {
    const terraform = await this.edit(file);
    const first = this.aws.journal().length;
    await terraform.run("apply", "-input=false", "-auto-approve");
    const calls = this.aws.journal().slice(first);
    expect(await terraform.pendingChanges()).toBeUndefined();
    return calls.filter(({ operation }) => isMutating(operation));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.aws.close();
    this.#folder[Symbol.dispose]();
  }
}
