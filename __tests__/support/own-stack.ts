import { App, Testing } from "cdktf";
import { CreatedVpc, EksCluster, type EksClusterProps, EksStack } from "../../modules/index.ts";
import { type StackJson, stackJson } from "./synth-cluster.ts";

const ZONES = [
  { key: "az1", name: "eu-central-1a" },
  { key: "az2", name: "eu-central-1b" },
] as const;

/** An empty stack of a program of one's own. */
export const ownStack = (id = "own"): EksStack =>
  new EksStack(Testing.stubVersion(new App({ stackTraces: false, skipBackendValidation: true })), id, {
    region: "eu-central-1",
  });

/** A VPC as `network`. */
export const ownNetwork = (stack: EksStack): CreatedVpc =>
  new CreatedVpc(stack, "network", { name: "own", zones: ZONES });

/** A cluster as `cluster` in a VPC of its own. */
export const ownCluster = (stack: EksStack, props: Partial<EksClusterProps> = {}): EksCluster =>
  new EksCluster(stack, "cluster", {
    name: "own",
    version: "1.35",
    network: props.network ?? ownNetwork(stack),
    ...props,
  });

/** Terraform JSON of a stack, checked by its own validations. */
export const synthesized = (stack: EksStack): StackJson => stackJson(Testing.synth(stack, true));

/** The arguments of a resource. */
export function at(stack: StackJson, address: string): Readonly<Record<string, unknown>> {
  const [type = "", name = ""] = address.split(".");
  const found = stack.resource[type]?.[name];
  if (found === undefined)
    throw new Error(`no ${address}; have ${Object.keys(stack.resource[type] ?? {}).join(", ") || "none"}`);
  return found;
}
