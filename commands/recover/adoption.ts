import { resourceOf } from "../../modules/aws/arn.ts";
import { IMPORT_IDS } from "./import-id.ts";
import type { LookupFacts } from "./lookup.ts";
import type { PlannedCreation } from "./plan.ts";

/** A resource that is not in the state although its object exists. */
export interface Adoption {
  readonly address: string;
  /** What `terraform import` takes. */
  readonly importId: string;
}

export interface Adoptions {
  readonly adoptions: readonly Adoption[];
  /** Objects of which more than one claims to be the same resource: ARNs that somebody has to decide about. */
  readonly ambiguous: readonly { readonly address: string; readonly arns: readonly string[] }[];
}

/** Pairs what the plan would create with what exists already. */
export function findAdoptions(creations: readonly PlannedCreation[], facts: LookupFacts): Adoptions {
  const adoptions: Adoption[] = [];
  const ambiguous: { address: string; arns: string[] }[] = [];
  for (const creation of creations) {
    const { address, type, values } = creation;
    const importId = byComposedId(creation, facts);
    if (importId !== undefined) {
      adoptions.push({ address, importId });
      continue;
    }
    // Several kinds may share one name (a role and its profile), hence the look at the ARN.
    const found = (facts.byName.get(creation.name ?? "") ?? []).filter(({ arn }) => isOfType(arn, type));
    if (found.length === 1) adoptions.push({ address, importId: IMPORT_IDS[type]!(found[0]!, values) });
    if (found.length > 1) ambiguous.push({ address, arns: found.map(({ arn }) => arn) });
  }
  return { adoptions, ambiguous };
}

/** Ids that follow from the arguments: roles have fixed names, routes belong to a table that the state knows. */
function byComposedId({ type, values }: PlannedCreation, facts: LookupFacts): string | undefined {
  const text = (key: string) => (typeof values[key] === "string" ? (values[key] as string) : "");
  const table = facts.routeTables[text("route_table_id")];
  switch (type) {
    case "aws_iam_role":
      return facts.roles.has(text("name")) ? text("name") : undefined;
    case "aws_route": {
      const destination = text("destination_cidr_block") || text("destination_ipv6_cidr_block");
      return table?.destinations.includes(destination)
        ? `${text("route_table_id")}_${destination}`
        : undefined;
    }
    case "aws_route_table_association":
      return table?.associations[text("subnet_id")] === undefined
        ? undefined
        : `${text("subnet_id")}/${text("route_table_id")}`;
    default:
      return undefined;
  }
}

/** Start of the resource part of the ARNs of each type that is found by tags. */
const ARN_KINDS: Readonly<Record<string, string>> = {
  aws_autoscaling_group: "autoScalingGroup:",
  aws_cloudwatch_log_group: "log-group:",
  aws_egress_only_internet_gateway: "egress-only-internet-gateway/",
  aws_eip: "elastic-ip/",
  aws_eks_access_entry: "access-entry/",
  aws_eks_addon: "addon/",
  aws_eks_cluster: "cluster/",
  aws_eks_fargate_profile: "fargateprofile/",
  aws_eks_identity_provider_config: "identityproviderconfig/",
  aws_eks_node_group: "nodegroup/",
  aws_eks_pod_identity_association: "podidentityassociation/",
  aws_flow_log: "vpc-flow-log/",
  aws_iam_instance_profile: "instance-profile/",
  aws_iam_openid_connect_provider: "oidc-provider/",
  aws_iam_policy: "policy/",
  aws_internet_gateway: "internet-gateway/",
  aws_kms_key: "key/",
  aws_launch_template: "launch-template/",
  aws_nat_gateway: "natgateway/",
  aws_route_table: "route-table/",
  aws_security_group: "security-group/",
  aws_sqs_queue: "",
  aws_subnet: "subnet/",
  aws_vpc: "vpc/",
  aws_vpc_endpoint: "vpc-endpoint/",
};

/** Whether an ARN names an object of this Terraform type. */
export function isOfType(arn: string, type: string): boolean {
  const kind = ARN_KINDS[type];
  return kind !== undefined && resourceOf(arn).startsWith(kind);
}
