import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { isOfType } from "./adoption.ts";
import { IMPORT_IDS } from "./import-id.ts";
import type { LookupFacts, StackJson } from "./lookup.ts";
import type { RecordedObject } from "./state.ts";
import type { Terraform } from "./terraform.ts";

/** An object of AWS that was made for a resource which has another object in the state. */
export interface Double {
  /** Address of the resource that it was made for. */
  readonly address: string;
  readonly type: string;
  readonly arn: string;
  readonly importId: string;
  /** Arguments without which Terraform takes no resource of this type. */
  readonly required: Readonly<Record<string, unknown>>;
}

/**
 * What AWS makes twice if an answer is lost and the client asks again, because the call carries no token and the object no
 * name of its own; with the arguments that Terraform requires. All else is refused the second time.
 */
const MADE_TWICE: Readonly<Record<string, readonly string[]>> = {
  aws_egress_only_internet_gateway: ["vpc_id"],
  aws_eip: [],
  aws_internet_gateway: [],
  aws_kms_key: [],
  aws_nat_gateway: ["subnet_id"],
  aws_route_table: ["vpc_id"],
  aws_vpc: ["cidr_block"],
};

/** Objects that carry the name of a resource of the state and are not its object. */
export function findDoubles(recorded: readonly RecordedObject[], facts: LookupFacts): readonly Double[] {
  const known = new Set(recorded.flatMap(({ values }) => [values["id"], values["arn"]]));
  const candidates = recorded.filter(({ type, deposed }) => type in MADE_TWICE && !deposed);
  return candidates.flatMap(({ address, type, values }) =>
    (facts.byName.get(nameOf(values)) ?? [])
      .filter(({ arn }) => isOfType(arn, type))
      .map((found) => ({ arn: found.arn, importId: IMPORT_IDS[type]!(found, values) }))
      .filter(({ arn, importId }) => !known.has(arn) && !known.has(importId))
      .map(({ arn, importId }) => {
        const required = Object.fromEntries(MADE_TWICE[type]!.map((key) => [key, values[key]]));
        return { address, type, arn, importId, required };
      }),
  );
}

/** A cluster with two networks: the one of the state, and the one that it lives in. */
export interface SecondNetwork {
  /** Id of the VPC that the state holds. */
  readonly recorded: string;
  /** ARNs of the other VPCs of this name. */
  readonly others: readonly string[];
}

/**
 * A network that a deploy made because the state was lost, and that ended at the cluster, which existed. What is missing
 * belongs to the first network, and must not be brought into the second one.
 */
export function findSecondNetwork(
  recorded: readonly RecordedObject[],
  facts: LookupFacts,
): SecondNetwork | undefined {
  if (!facts.clusterExists || recorded.some(({ type }) => type === "aws_eks_cluster")) return undefined;
  const vpc = recorded.find(({ type, deposed }) => type === "aws_vpc" && !deposed);
  const others = findDoubles(vpc === undefined ? [] : [vpc], facts).map(({ arn }) => arn);
  return vpc === undefined || others.length === 0
    ? undefined
    : { recorded: String(vpc.values["id"]), others };
}

const nameOf = (values: RecordedObject["values"]): string =>
  String((values["tags_all"] as Record<string, unknown> | null | undefined)?.["Name"] ?? "");

/**
 * Deletes doubles through Terraform, in a folder of its own beside the stack with the stack's own provider block.
 * @returns the doubles that are gone
 * @throws Error with Terraform's message when AWS refuses, for example because somebody uses one of them
 */
export async function removeDoubles(
  terraform: Terraform,
  doubles: readonly Double[],
): Promise<readonly Double[]> {
  const folder = path.join(terraform.folder, ".recover-doubles");
  mkdirSync(folder, { recursive: true });
  try {
    const stack = JSON.parse(readFileSync(path.join(terraform.folder, "cdk.tf.json"), "utf8")) as StackJson;
    const resource: Record<string, Record<string, unknown>> = {};
    for (const [index, { type, required }] of doubles.entries())
      resource[type] = { ...resource[type], [`double_${index}`]: required };
    const configuration = {
      terraform: { required_providers: { aws: stack.terraform.required_providers.aws } },
      provider: { aws: stack.provider.aws },
      resource,
    };
    writeFileSync(path.join(folder, "doubles.tf.json"), JSON.stringify(configuration));
    const inside = terraform.in(folder);
    await inside.run(["init", "-input=false", "-no-color"]);
    const found: Double[] = [];
    for (const [index, double] of doubles.entries()) {
      const address = `${double.type}.double_${index}`;
      // AWS lists some things for a while after they are gone; those can't be imported.
      const { ok } = await inside.attempt(["import", "-input=false", "-no-color", address, double.importId]);
      if (ok) found.push(double);
    }
    if (found.length > 0) await inside.run(["destroy", "-input=false", "-no-color", "-auto-approve"]);
    return found;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
