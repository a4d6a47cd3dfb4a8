/** Policies that nodes need, by name. Registry access is read-only and by pull alone. */
const NODE_POLICIES = [
  "AmazonEKSWorkerNodePolicy",
  "AmazonEC2ContainerRegistryPullOnly",
  "AmazonSSMManagedInstanceCore",
] as const;

export interface NodeDuties {
  /** The CNI has no credentials of its own (IRSA or pod identity) and works with the node's. */
  readonly cni: boolean;
}

/** Names of the AWS managed policies of a node role of which nobody says anything. */
export const nodePolicies = ({ cni }: NodeDuties): readonly string[] => [
  ...NODE_POLICIES,
  ...(cni ? ["AmazonEKS_CNI_Policy"] : []),
];
