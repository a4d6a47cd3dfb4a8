import type { Issue } from "./health.ts";

interface Step {
  /** Code of the issue. */
  readonly code: RegExp;
  /** What its message must say too. @default - anything */
  readonly message?: RegExp;
  readonly step: string;
}

const AGAIN = "then deploy again";

/**
 * What to do about EKS's reasons; the first that fits counts.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/troubleshooting.html
 */
const STEPS: readonly Step[] = [
  {
    code: /^KmsKeyDisabled$/,
    step: `enable the key of secretsEncryption (aws kms enable-key), ${AGAIN}; a cluster that failed is made anew`,
  },
  {
    code: /^KmsKeyMarkedForDeletion$/,
    step: "cancel the key's deletion now (aws kms cancel-key-deletion) and enable it: without it the cluster's Secrets are lost",
  },
  {
    code: /^KmsKeyNotFound$/,
    step: "the cluster's Secrets can't be read without the key any more; create a new cluster",
  },
  {
    code: /^KmsGrantRevoked$/,
    step: "let the cluster role create grants on the key of secretsEncryption again (kms:CreateGrant); EKS takes an hour to notice",
  },
  {
    code: /^AsgInstanceLaunchFailures$/,
    message: /KMS/i,
    step: `the key of the nodes' volumes must be enabled, and its policy must let the role AWSServiceRoleForAutoScaling use it and create grants on it, ${AGAIN}: the group is made anew`,
  },
  {
    code: /^(?:AsgInstanceLaunchFailures|InstanceLimitExceeded|LimitExceeded)$/,
    message: /limit|quota/i,
    step: `raise the account's vCPU quota for the instance family (Service Quotas, EC2), ${AGAIN}`,
  },
  {
    code: /^AsgInstanceLaunchFailures$/,
    message: /InsufficientInstanceCapacity|capacity/i,
    step: `EC2 has none of these instances in these zones now: give the group more instanceTypes or zones, ${AGAIN}`,
  },
  {
    code: /^(?:InsufficientFreeAddresses|Ec2SubnetInvalidConfiguration)$/,
    message: /address|free/i,
    step: `the named subnets need free addresses: 6 each for the control plane (16 are better), one for each node and for each pod that is not on the host's network. Free some, add subnets, or use a larger vpc.cidr, ${AGAIN}`,
  },
  {
    code: /^NodeCreationFailure$/,
    step: "the nodes started and did not join: look at the way from their subnets to the API and to ECR (NAT or endpoints), the node role's policies, and whether vpc-cni is ACTIVE; `aws ec2 get-console-output` of one of them says how far it came",
  },
  {
    code: /^PodEvictionFailure$/,
    step: "a PodDisruptionBudget lets no pod go: kubectl get pdb -A; allow at least one disruption, then deploy again",
  },
  {
    code: /^IamNodeRoleNotFound$|^IamInstanceProfileNotFound$|^IamRoleNotFound$/,
    step: `somebody deleted the role or its instance profile: make it again under the same name, ${AGAIN}`,
  },
  {
    code: /^AccessDenied$|^AddonPermissionFailure$/,
    step: "a role lacks a permission, or its access entry is gone: compare the role's policies with those that the plan shows, and look at boundaries and SCPs",
  },
  {
    code: /^Ec2(?:Subnet|SecurityGroup|LaunchTemplate)NotFound$|^VpcNotFound$|^ResourceNotFound$|^AutoScalingGroupNotFound$/,
    step: "something of the cluster was deleted outside Terraform: npx cdktf diff shows what Terraform would make again",
  },
  {
    code: /^InsufficientNumberOfReplicas$/,
    step: "its pods find no node: are nodes Ready, and do their taints, labels and sizes suit the add-on (kubectl -n kube-system describe pod)? It becomes ACTIVE by itself; if the deploy gave up before, `npm run recover` clears its taint, so that it is not made anew",
  },
  {
    code: /^ConfigurationConflict$/,
    step: "somebody changed fields that the add-on sets: resolveConflicts: overwrite takes them back, preserve keeps them",
  },
  {
    code: /^ClusterUnreachable$/,
    step: "EKS does not reach the API server: webhooks, network policies or security groups that cut it off are the usual reasons",
  },
  {
    code: /^StsRegionalEndpointDisabled$/,
    step: `switch the regional STS endpoint on (IAM, account settings), ${AGAIN}`,
  },
  {
    code: /^AddonSubscriptionNeeded$/,
    step: `subscribe to the add-on in AWS Marketplace, ${AGAIN}`,
  },
];

/** What to do about an issue, if anything general can be said. */
export function nextStep({ code, message }: Issue): string | undefined {
  return STEPS.find(
    (step) => step.code.test(code) && (step.message === undefined || step.message.test(message)),
  )?.step;
}
