import type { EksClusterConfig } from "@cdktf/provider-aws/lib/eks-cluster";
import type { PartitionId } from "../aws/partitions.ts";
import { defined } from "../spec/defined.ts";
import type { EksClusterProps } from "./eks-cluster-props.ts";

/** Taken at creation and never returned by EKS: without this an imported cluster would be planned for replacement. */
const CREATION_ONLY = [
  "bootstrap_self_managed_addons",
  "access_config[0].bootstrap_cluster_creator_admin_permissions",
];

/** Whom EKS lets to the public endpoint unless told otherwise. */
const EVERYONE = ["0.0.0.0/0"];

/** What a cluster's arguments need besides its props. */
export interface ClusterSurroundings {
  readonly partition: PartitionId;
  readonly roleArn: string;
  /** Subnets of the control plane's network interfaces. */
  readonly subnetIds: readonly string[];
}

/**
 * Arguments of `aws_eks_cluster`. What EKS would choose is said, wherever the provider takes silence for "as before".
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/eks_cluster
 */
export function clusterArguments(
  props: EksClusterProps,
  { partition, roleArn, subnetIds }: ClusterSurroundings,
): EksClusterConfig {
  const { endpoint = { access: "both" } } = props;
  // Other partitions do not have it, so there is nothing to take back.
  const zonalShift = props.zonalShift ?? (partition === "aws" ? false : undefined);
  return defined({
    name: props.name,
    version: props.version,
    roleArn,
    bootstrapSelfManagedAddons: false,
    enabledClusterLogTypes: [...(props.logs?.types ?? [])],
    vpcConfig: defined({
      subnetIds: [...subnetIds],
      endpointPublicAccess: endpoint.access !== "private",
      endpointPrivateAccess: endpoint.access !== "public",
      publicAccessCidrs: endpoint.access === "private" ? undefined : [...(endpoint.publicCidrs ?? EVERYONE)],
    }),
    accessConfig: {
      authenticationMode: props.authenticationMode ?? "API",
      bootstrapClusterCreatorAdminPermissions: props.creatorIsAdmin ?? true,
    },
    kubernetesNetworkConfig:
      props.serviceIpv4Cidr === undefined ? undefined : { serviceIpv4Cidr: props.serviceIpv4Cidr },
    encryptionConfig:
      props.secretsKeyArn === undefined
        ? undefined
        : { resources: ["secrets"], provider: { keyArn: props.secretsKeyArn } },
    upgradePolicy: { supportType: props.supportType ?? "EXTENDED" },
    zonalShiftConfig: zonalShift === undefined ? undefined : { enabled: zonalShift },
    forceUpdateVersion: props.forceUpdate === true ? true : undefined,
    tags: props.tags && { ...props.tags },
    // EKS refuses to delete a cluster while an update is under way; the provider's own 15 minutes are too short for that.
    timeouts: { delete: "30m" },
    lifecycle: {
      ignoreChanges: CREATION_ONLY,
      ...(props.preventDestroy === true && { preventDestroy: true }),
    },
  });
}
