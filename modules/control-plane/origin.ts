import { DefaultTokenResolver, StringConcat, TerraformResource, Tokenization } from "cdktf";
import { Construct } from "constructs";
import type { Network } from "../network/network.ts";
import { awsEnvironment } from "../terraform/aws-environment.ts";
import { term } from "../terraform/template.ts";

export type NetworkKind = "created" | "existing";

/** A VPC is made with the cluster when its id is that of a resource in the stack. */
export function networkKind(network: Network): NetworkKind {
  const id = Tokenization.resolve(network.vpcId, {
    scope: network,
    resolver: new DefaultTokenResolver(new StringConcat()),
    preparing: false,
  });
  return String(id).startsWith("${aws_") ? "created" : "existing";
}

export interface OriginProps {
  readonly clusterName: string;
  readonly network: NetworkKind;
}

/**
 * Remembers in the state where the cluster was made: `terraform_data.<path>`. Looked for in another region or account,
 * everything in the state would seem deleted, and a plan would make it all again there.
 * @see https://developer.hashicorp.com/terraform/language/resources/terraform-data
 */
export class Origin extends Construct {
  /** The region, or an error when it is another one: it stops a destroy, too, which minds no condition. */
  readonly region: string;

  constructor(scope: Construct, id: string, { clusterName, network }: OriginProps) {
    super(scope, id);
    const { region, accountId } = awsEnvironment(this);
    const wanted = { account: accountId, region, name: clusterName, network };
    const record = new TerraformResource(this, "this", { terraformResourceType: "terraform_data" });
    record.addOverride("input", wanted);
    const sameAs = (origin: string, item: keyof typeof wanted) =>
      `${origin}.output.${item} == ${term(wanted[item])}`;
    record.lifecycle = {
      ignoreChanges: ["input"],
      postcondition: ITEMS.map((item) => ({
        condition: `\${${sameAs("self", item)}}`,
        errorMessage: SENTENCES[item](clusterName, `\${self.output.${item}}`, wanted[item]),
      })),
    };
    const { fqn } = record;
    const isHere = `${sameAs(fqn, "account")} && ${sameAs(fqn, "region")}`;
    const elsewhere = `Cluster ${clusterName} lives in \${${fqn}.output.region} of account \${${fqn}.output.account}, and this is ${region} of account \${${accountId}}. Nothing of it would be found here: put the region back, or take that account's credentials.`;
    this.region = `\${${isHere} ? ${JSON.stringify(region)} : tostring(tobool(${JSON.stringify(elsewhere)}))}`;
  }
}

const ITEMS = ["account", "region", "name", "network"] as const;

type Sentence = (cluster: string, was: string, is: string) => string;

const SENTENCES: Readonly<Record<(typeof ITEMS)[number], Sentence>> = {
  account: (cluster, was, is) =>
    `Cluster ${cluster} was made in account ${was}, and these are credentials of ${is}: take those of ${was}. In ${is} a cluster needs a state of its own.`,
  region: (cluster, was, is) =>
    `Cluster ${cluster} was made in ${was} and its file says ${is}. A cluster stays in its region: write ${was}. For one in ${is} a new cluster is needed: "docs/replace.md" shows how to put it beside this one and move what runs on it.`,
  name: (cluster, was) =>
    `The cluster of this state is called ${was} and the program says ${cluster}. EKS can't rename a cluster: write ${was}, or give ${cluster} a stack of its own, as "docs/replace.md" shows.`,
  network: (cluster, was, is) =>
    `Cluster ${cluster} is in ${NETWORKS[was] ?? `a VPC of the kind "${was}"`} and its file says ${NETWORKS[is]} (existing: somebody else's VPC, created: one of its own). A cluster stays in its VPC: put the lines of vpc back. For another one a new cluster is needed: "docs/replace.md".`,
};

const NETWORKS: Readonly<Record<string, string>> = {
  created: "a VPC of its own",
  existing: "an existing VPC",
};
