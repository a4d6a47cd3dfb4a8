/** Second part of every ARN. */
export type PartitionId =
  | "aws"
  | "aws-cn"
  | "aws-us-gov"
  | "aws-iso"
  | "aws-iso-b"
  | "aws-iso-e"
  | "aws-iso-f"
  | "aws-eusc";

/** A group of regions with an identity service of its own. @see https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html */
export interface Partition {
  readonly id: PartitionId;
  /** Names of its regions, today's and those to come. */
  readonly regions: RegExp;
  /** End of the host names of AWS services. */
  readonly dnsSuffix: string;
  /** End of the host names that answer on IPv6 as well. */
  readonly dualStackDnsSuffix: string;
  /**
   * The one region of IAM: requests to it are signed for this region, and its resources are tagged there. Of China it is
   * Beijing, though the SDKs name Ningxia as the region of global services that say nothing else.
   */
  readonly iamRegion: string;
}

/**
 * Regions and suffixes are those of the SDKs' `partitions.json`, IAM's regions those of the SDKs' endpoint rules for IAM.
 * @see https://github.com/boto/botocore/blob/develop/botocore/data/partitions.json
 * @see https://docs.aws.amazon.com/general/latest/gr/iam-service.html
 */
const PARTITIONS: Readonly<Record<PartitionId, Omit<Partition, "id">>> = {
  aws: {
    regions: /^(us|eu|ap|sa|ca|me|af|il|mx)-\w+-\d+$/,
    dnsSuffix: "amazonaws.com",
    dualStackDnsSuffix: "api.aws",
    iamRegion: "us-east-1",
  },
  "aws-cn": {
    regions: /^cn-\w+-\d+$/,
    dnsSuffix: "amazonaws.com.cn",
    dualStackDnsSuffix: "api.amazonwebservices.com.cn",
    iamRegion: "cn-north-1",
  },
  "aws-us-gov": {
    regions: /^us-gov-\w+-\d+$/,
    dnsSuffix: "amazonaws.com",
    dualStackDnsSuffix: "api.aws",
    iamRegion: "us-gov-west-1",
  },
  "aws-iso": {
    regions: /^us-iso-\w+-\d+$/,
    dnsSuffix: "c2s.ic.gov",
    dualStackDnsSuffix: "api.aws.ic.gov",
    iamRegion: "us-iso-east-1",
  },
  "aws-iso-b": {
    regions: /^us-isob-\w+-\d+$/,
    dnsSuffix: "sc2s.sgov.gov",
    dualStackDnsSuffix: "api.aws.scloud",
    iamRegion: "us-isob-east-1",
  },
  "aws-iso-e": {
    regions: /^eu-isoe-\w+-\d+$/,
    dnsSuffix: "cloud.adc-e.uk",
    dualStackDnsSuffix: "api.cloud-aws.adc-e.uk",
    iamRegion: "eu-isoe-west-1",
  },
  "aws-iso-f": {
    regions: /^us-isof-\w+-\d+$/,
    dnsSuffix: "csp.hci.ic.gov",
    dualStackDnsSuffix: "api.aws.hci.ic.gov",
    iamRegion: "us-isof-south-1",
  },
  "aws-eusc": {
    regions: /^eusc-\w+-\w+-\d+$/,
    dnsSuffix: "amazonaws.eu",
    dualStackDnsSuffix: "api.amazonwebservices.eu",
    iamRegion: "eusc-de-east-1",
  },
};

/** `<service>.amazonaws.com` is how a service is named, but for what stands here. */
interface Naming {
  /** The region stands between the service and the suffix. */
  readonly regional?: true;
  /** Partitions whose own suffix takes the place of `amazonaws.com`. */
  readonly ownSuffix?: readonly PartitionId[];
}

/**
 * Services that take a role, use a key, send to a queue or own a service-linked role, by their names in policies.
 *
 * EC2's is eksctl's; AWS's own pages for China show `ec2.amazonaws.com` by now. CloudWatch Logs' is AWS CDK's: the user
 * guide has the commercial one only.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-services
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
 * @see https://github.com/eksctl-io/eksctl/blob/main/pkg/apis/eksctl.io/v1alpha5/partitions.go
 * @see https://github.com/aws/aws-cdk/blob/main/packages/aws-cdk-lib/region-info/lib/default.ts
 */
const SERVICES = {
  autoscaling: {},
  "capabilities.eks": {},
  ec2: { ownSuffix: ["aws-cn", "aws-iso", "aws-iso-b"] },
  eks: {},
  "eks-fargate-pods": {},
  elasticloadbalancing: {},
  events: {},
  logs: {
    regional: true,
    ownSuffix: ["aws-cn", "aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f", "aws-eusc"],
  },
  "pods.eks": {},
  rolesanywhere: {},
  spot: {},
  sqs: {},
  ssm: {},
  "vpc-flow-logs": {},
} as const satisfies Readonly<Record<string, Naming>>;

export type ServiceName = keyof typeof SERVICES;

function principalIn({ id, dnsSuffix }: Partition, service: ServiceName, region: string): string {
  const { regional, ownSuffix = [] }: Naming = SERVICES[service];
  const suffix = ownSuffix.includes(id) ? dnsSuffix : "amazonaws.com";
  return regional === true ? `${service}.${region}.${suffix}` : `${service}.${suffix}`;
}

/** All partitions, the commercial one first. */
export const partitions = (Object.keys(PARTITIONS) as PartitionId[]).map(
  (id): Partition => ({ id, ...PARTITIONS[id] }),
);

/** The partition of a region; the commercial one for a region that looks like none of the others, as in the SDKs. */
export const partitionOf = (region: string): Partition =>
  partitions.find(({ regions }) => regions.test(region)) ?? partitions[0]!;

/** How a service is named in policies of a region. */
export const servicePrincipal = (service: ServiceName, region: string): string =>
  principalIn(partitionOf(region), service, region);
