/** Roles that services make for themselves, by the service's principal. */
export const SERVICE_LINKED_ROLES: Readonly<Record<string, string>> = {
  "autoscaling.amazonaws.com": "AWSServiceRoleForAutoScaling",
  "ec2fleet.amazonaws.com": "AWSServiceRoleForEC2Fleet",
  "eks.amazonaws.com": "AWSServiceRoleForAmazonEKS",
  "eks-connector.amazonaws.com": "AWSServiceRoleForAmazonEKSConnector",
  "eks-fargate.amazonaws.com": "AWSServiceRoleForAmazonEKSForFargate",
  "eks-nodegroup.amazonaws.com": "AWSServiceRoleForAmazonEKSNodegroup",
  "elasticfilesystem.amazonaws.com": "AWSServiceRoleForAmazonElasticFileSystem",
  "elasticloadbalancing.amazonaws.com": "AWSServiceRoleForElasticLoadBalancing",
  "spot.amazonaws.com": "AWSServiceRoleForEC2Spot",
  "spotfleet.amazonaws.com": "AWSServiceRoleForEC2SpotFleet",
};

/** Services that allow a suffix, so that there can be several of their roles. */
export const WITH_SUFFIX: ReadonlySet<string> = new Set(["autoscaling.amazonaws.com"]);
