import { IMPORT_IDS } from "./import-id.ts";
import { recordedObjects } from "./state.ts";
import type { Terraform } from "./terraform.ts";

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
 * Addresses of tainted resources that may be healthy: objects of AWS, which Terraform was creating, or waiting for, when it
 * was stopped. What such an object still lacks is a change in place for the next deploy. A tainted `null_resource` is a
 * bootstrap task that failed, and must run again.
 */
export async function taintedResources(terraform: Terraform): Promise<readonly string[]> {
  return (await recordedObjects(terraform))
    .filter(({ type, tainted, deposed }) => tainted && !deposed && type in IMPORT_IDS)
    .map(({ address }) => address);
}

/** Status of an object as the refreshed state knows it. */
export async function statusOf(terraform: Terraform, address: string): Promise<string | undefined> {
  const found = (await recordedObjects(terraform)).find((one) => one.address === address && !one.deposed);
  const status = found?.values["status"];
  return typeof status === "string" ? status : undefined;
}
