import { resourceOf } from "../../modules/aws/arn.ts";

/** An object of AWS that carries the tags of a resource of the stack. */
export interface FoundObject {
  readonly arn: string;
}

/** Arguments of a planned resource, as far as the plan knows them. */
export type PlannedValues = Readonly<Record<string, unknown>>;

const lastSegment = ({ arn }: FoundObject): string => arn.slice(arn.lastIndexOf("/") + 1);

/** `nodegroup/<cluster>/<name>/<uuid>` is imported as `<cluster>:<name>`. */
const clusterAndName = ({ arn }: FoundObject): string => {
  const [, cluster, name] = resourceOf(arn).split("/");
  return `${cluster}:${name}`;
};

/**
 * How `terraform import` names an object of each type that eksplan creates and that AWS would create twice, or refuse,
 * if a lost creation were repeated. Types that are missing can be created again without harm: attachments, inline
 * policies, policy associations, the default security group.
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs (section "Import" of each resource)
 */
export const IMPORT_IDS: Readonly<Record<string, (found: FoundObject, planned: PlannedValues) => string>> = {
  aws_autoscaling_group: ({ arn }) => arn.slice(arn.lastIndexOf("/") + 1),
  aws_cloudwatch_log_group: ({ arn }) =>
    resourceOf(arn)
      .replace(/^log-group:/, "")
      .replace(/:\*$/, ""),
  aws_egress_only_internet_gateway: lastSegment,
  aws_eip: lastSegment,
  aws_eks_access_entry: ({ arn }, planned) =>
    `${resourceOf(arn).split("/")[1]}:${String(planned["principal_arn"])}`,
  aws_eks_addon: clusterAndName,
  aws_eks_cluster: lastSegment,
  aws_eks_fargate_profile: clusterAndName,
  aws_eks_identity_provider_config: ({ arn }) => {
    const [, cluster, , name] = resourceOf(arn).split("/");
    return `${cluster}:${name}`;
  },
  aws_eks_node_group: clusterAndName,
  aws_eks_pod_identity_association: ({ arn }) => resourceOf(arn).split("/").slice(1).join(","),
  aws_flow_log: lastSegment,
  aws_iam_instance_profile: lastSegment,
  aws_iam_openid_connect_provider: ({ arn }) => arn,
  aws_iam_policy: ({ arn }) => arn,
  aws_iam_role: lastSegment,
  aws_internet_gateway: lastSegment,
  aws_kms_key: lastSegment,
  aws_launch_template: lastSegment,
  aws_nat_gateway: lastSegment,
  aws_route_table: lastSegment,
  aws_security_group: lastSegment,
  aws_sqs_queue: ({ arn }) => arn,
  aws_subnet: lastSegment,
  aws_vpc: lastSegment,
  aws_vpc_endpoint: lastSegment,
};
