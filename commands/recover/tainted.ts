import { z } from "zod";
import { IMPORT_IDS } from "./import-id.ts";
import type { Terraform } from "./terraform.ts";

/** The parts of `terraform show -json` that are read here. */
const State = z.object({
  values: z
    .object({
      root_module: z.object({
        resources: z
          .array(
            z.object({
              address: z.string(),
              type: z.string(),
              tainted: z.boolean().optional(),
              values: z.record(z.string(), z.unknown()),
            }),
          )
          .default([]),
      }),
    })
    .optional(),
});

/** A resource that Terraform would destroy and create again because its creation did not end well. */
export interface Tainted {
  readonly address: string;
  readonly type: string;
}

/** Types whose objects take minutes to become ACTIVE, and that nothing may be built on before. */
const WAITED_FOR = new Set([
  "aws_eks_cluster",
  "aws_eks_node_group",
  "aws_eks_addon",
  "aws_eks_fargate_profile",
]);

/** Whether Terraform waits for this resource to become ACTIVE when it creates it. */
export const isWaitedFor = (address: string): boolean =>
  WAITED_FOR.has(address.slice(0, address.indexOf(".")));

/**
 * Tainted resources of the state that may be healthy: objects of AWS, which Terraform was creating, or waiting for, when it
 * was stopped. What such an object still lacks is a change in place for the next deploy. A tainted `null_resource` is a
 * bootstrap task that failed, and must run again.
 */
export async function taintedResources(terraform: Terraform): Promise<readonly Tainted[]> {
  const state = State.parse(JSON.parse(await terraform.run(["show", "-json"])));
  return (state.values?.root_module.resources ?? [])
    .filter(({ type, tainted }) => tainted === true && type in IMPORT_IDS)
    .map(({ address, type }) => ({ address, type }));
}

/** Status of an object as the refreshed state knows it. */
export async function statusOf(terraform: Terraform, address: string): Promise<string | undefined> {
  const state = State.parse(JSON.parse(await terraform.run(["show", "-json"])));
  const resource = state.values?.root_module.resources.find((one) => one.address === address);
  return typeof resource?.values["status"] === "string" ? resource.values["status"] : undefined;
}
