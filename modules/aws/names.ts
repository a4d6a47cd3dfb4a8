/** Names and ids that AWS and Kubernetes allow. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
export const PATTERNS = {
  /** Cluster and self-managed group, as eksctl has it. EKS itself allows `_` too, and wants a letter or digit first. */
  eksctlName: /^[A-Za-z0-9-]+$/,
  clusterName: /^[0-9A-Za-z][A-Za-z0-9-]*$/,
  managedGroupName: /^[0-9A-Za-z][A-Za-z0-9_-]*$/,
  namespace: /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/,
  amiId: /^ami-(?:[0-9a-f]{8}|[0-9a-f]{17})$/,
  subnetId: /^subnet-(?:[0-9a-f]{8}|[0-9a-f]{17})$/,
  securityGroupId: /^sg-(?:[0-9a-f]{8}|[0-9a-f]{17})$/,
  vpcId: /^vpc-(?:[0-9a-f]{8}|[0-9a-f]{17})$/,
  launchTemplateId: /^lt-(?:[0-9a-f]{8}|[0-9a-f]{17})$/,
  roleName: /^[\w+=,.@-]{1,64}$/,
  addonVersion: /^v\d+\.\d+\.\d+(?:-.+)?$/,
} as const;

/** Longest names, in characters. @see https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateNodegroup.html */
export const LENGTHS = {
  clusterName: 100,
  /** The name becomes the value of a label on every node. */
  labelValue: 63,
  groupName: 63,
  fargateProfile: 63,
  /** CloudFormation's and eksctl's: `eksctl-<cluster>-nodegroup-<name>`. */
  launchTemplate: 128,
  tagKey: 128,
  tagValue: 256,
} as const;
