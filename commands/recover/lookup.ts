import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import * as z from "zod";
import { partitionOf } from "../../modules/aws/partitions.ts";
import type { FoundObject } from "./import-id.ts";
import type { Terraform } from "./terraform.ts";

const Tagged = z.object({ value: z.array(z.object({ arn: z.string(), name: z.string().nullish() })) });

const Outputs = z.object({
  tagged: Tagged,
  global: Tagged,
  roles: z.object({ value: z.array(z.string()) }),
  clusters: z.object({ value: z.array(z.string()) }),
  tables: z.object({
    value: z.record(
      z.string(),
      z.object({ destinations: z.array(z.string()), associations: z.record(z.string(), z.string()) }),
    ),
  }),
});

/** A route table as AWS has it. */
export interface RouteTableFacts {
  /** IPv4 and IPv6 destinations of its routes. */
  readonly destinations: readonly string[];
  /** Ids of the associations by subnet. */
  readonly associations: Readonly<Record<string, string>>;
}

export interface LookupFacts {
  /** Objects by their `Name` tag; more than one where a creation was repeated. */
  readonly byName: ReadonlyMap<string, readonly FoundObject[]>;
  /** Names of the IAM roles that begin as this cluster's do. */
  readonly roles: ReadonlySet<string>;
  readonly clusterExists: boolean;
  readonly routeTables: Readonly<Record<string, RouteTableFacts>>;
}

export interface LookupQuestion {
  readonly cluster: string;
  readonly region: string;
  readonly routeTables: readonly string[];
}

/**
 * Asks AWS what exists, through Terraform: a configuration of data sources alone, in a folder of its own beside the
 * stack, with the stack's own provider block. So it runs with the credentials, the proxy and the assumed role of the
 * deployment, and no AWS library has to be taught them again.
 */
export async function lookUp(terraform: Terraform, question: LookupQuestion): Promise<LookupFacts> {
  const folder = path.join(terraform.folder, ".recover");
  mkdirSync(folder, { recursive: true });
  try {
    const stack = JSON.parse(readFileSync(path.join(terraform.folder, "cdk.tf.json"), "utf8"));
    writeFileSync(path.join(folder, "lookup.tf.json"), JSON.stringify(configuration(stack, question)));
    const inside = terraform.in(folder);
    await inside.run(["init", "-input=false", "-no-color"]);
    await inside.run(["apply", "-input=false", "-no-color", "-auto-approve"]);
    return factsOf(Outputs.parse(JSON.parse(await inside.run(["output", "-json"]))), question);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The parts of a synthesized stack that a folder beside it takes over. */
export interface StackJson {
  readonly terraform: { readonly required_providers: { readonly aws: unknown } };
  readonly provider: { readonly aws: readonly object[] };
}

const arnsAndNames = (data: string): string =>
  `\${[for one in data.aws_resourcegroupstaggingapi_resources.${data}.resource_tag_mapping_list : { arn = one.resource_arn, name = lookup(one.tags, "Name", null) }]}`;

/**
 * The tagging API knows what IAM has, an OIDC provider for example, in IAM's own region only.
 * @see https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/supported-services.html
 */
function configuration(stack: StackJson, { cluster, region, routeTables }: LookupQuestion) {
  const [aws] = stack.provider.aws;
  const tag_filter = [{ key: "eksplan.dev/cluster", values: [cluster] }];
  return {
    terraform: { required_providers: { aws: stack.terraform.required_providers.aws } },
    provider: { aws: [aws, { ...aws, alias: "global", region: partitionOf(region).iamRegion }] },
    data: {
      aws_resourcegroupstaggingapi_resources: {
        tagged: { tag_filter },
        global: { provider: "aws.global", tag_filter },
      },
      aws_iam_roles: { roles: { name_regex: `^${cluster}-${region}-` } },
      aws_eks_clusters: { clusters: {} },
      aws_route_table: {
        tables: { for_each: `\${toset(${JSON.stringify(routeTables)})}`, route_table_id: "${each.key}" },
      },
    },
    output: {
      tagged: { value: arnsAndNames("tagged") },
      global: { value: arnsAndNames("global") },
      roles: { value: "${data.aws_iam_roles.roles.names}" },
      clusters: { value: "${data.aws_eks_clusters.clusters.names}" },
      tables: {
        value:
          '${{ for id, table in data.aws_route_table.tables : id => { destinations = compact([for route in table.routes : coalesce(route.cidr_block, route.ipv6_cidr_block, "none")]), associations = { for one in table.associations : one.subnet_id => one.route_table_association_id if one.subnet_id != "" } } }}',
      },
    },
  };
}

function factsOf(outputs: z.output<typeof Outputs>, { cluster }: LookupQuestion): LookupFacts {
  const byName = new Map<string, FoundObject[]>();
  for (const { arn, name } of [...outputs.tagged.value, ...outputs.global.value]) {
    if (name == null) continue;
    const others = byName.get(name) ?? [];
    // Of a cluster in IAM's own region, or elsewhere than in the partition "aws", both answers may tell the same.
    if (others.every((other) => other.arn !== arn)) byName.set(name, [...others, { arn }]);
  }
  return {
    byName,
    roles: new Set(outputs.roles.value),
    clusterExists: outputs.clusters.value.includes(cluster),
    routeTables: outputs.tables.value,
  };
}
