import type { WellKnownPolicy } from "../../spec/permissions.ts";
import type { Statement } from "../policy.ts";
import { awsLoadBalancerController } from "./aws-load-balancer-controller.ts";

/** What one flag grants: managed policies by name (with their path), or statements of an inline policy. */
export interface PolicySet {
  readonly managed?: readonly string[];
  readonly inline?: (partition: string) => readonly Statement[];
}

/** Lets Cluster Autoscaler read and resize Auto Scaling groups. @see https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/cloudprovider/aws/README.md */
const autoScaler = (): readonly Statement[] => [
  {
    Effect: "Allow",
    Action: [
      "autoscaling:DescribeAutoScalingGroups",
      "autoscaling:DescribeAutoScalingInstances",
      "autoscaling:DescribeLaunchConfigurations",
      "autoscaling:DescribeScalingActivities",
      "autoscaling:DescribeTags",
      "ec2:DescribeInstanceTypes",
      "ec2:DescribeLaunchTemplateVersions",
    ],
    Resource: "*",
  },
  {
    Effect: "Allow",
    Action: [
      "autoscaling:SetDesiredCapacity",
      "autoscaling:TerminateInstanceInAutoScalingGroup",
      "ec2:DescribeImages",
      "ec2:GetInstanceTypesFromInstanceRequirements",
      "eks:DescribeNodegroup",
    ],
    Resource: "*",
  },
];

const changeRecords = (partition: string): Statement => ({
  Effect: "Allow",
  Action: "route53:ChangeResourceRecordSets",
  Resource: `arn:${partition}:route53:::hostedzone/*`,
});

/** @see https://kubernetes-sigs.github.io/external-dns/latest/docs/tutorials/aws/#iam-policy */
const externalDns = (partition: string): readonly Statement[] => [
  changeRecords(partition),
  {
    Effect: "Allow",
    Action: ["route53:ListHostedZones", "route53:ListResourceRecordSets", "route53:ListTagsForResource"],
    Resource: "*",
  },
];

/** @see https://cert-manager.io/docs/configuration/acme/dns01/route53/ */
const certManager = (partition: string): readonly Statement[] => [
  changeRecords(partition),
  { Effect: "Allow", Action: "route53:GetChange", Resource: `arn:${partition}:route53:::change/*` },
  {
    Effect: "Allow",
    Action: ["route53:ListResourceRecordSets", "route53:ListHostedZonesByName"],
    Resource: "*",
  },
];

export const WELL_KNOWN_POLICIES = {
  imageBuilder: { managed: ["AmazonEC2ContainerRegistryPowerUser"] },
  autoScaler: { inline: autoScaler },
  awsLoadBalancerController: { inline: awsLoadBalancerController },
  externalDNS: { inline: externalDns },
  certManager: { inline: certManager },
  ebsCSIController: { managed: ["service-role/AmazonEBSCSIDriverPolicy"] },
  // eksctl's inline set lacks actions that newer drivers call; the managed policy is kept up by AWS.
  efsCSIController: { managed: ["service-role/AmazonEFSCSIDriverPolicy"] },
} as const satisfies Record<WellKnownPolicy, PolicySet>;
