import type { Statement } from "../policy.ts";

/** Tag by which the controller knows its own resources. */
const CLUSTER_TAG = "elbv2.k8s.aws/cluster";
const REQUEST_TAG = `aws:RequestTag/${CLUSTER_TAG}`;
const RESOURCE_TAG = `aws:ResourceTag/${CLUSTER_TAG}`;

const prefixed = (service: string, ...actions: readonly string[]) =>
  actions.map((action) => `${service}:${action}`);

const READ = [
  ...prefixed(
    "ec2",
    "DescribeAccountAttributes",
    "DescribeAddresses",
    "DescribeAvailabilityZones",
    "DescribeInternetGateways",
    "DescribeVpcs",
    "DescribeVpcPeeringConnections",
    "DescribeSubnets",
    "DescribeSecurityGroups",
    "DescribeInstances",
    "DescribeNetworkInterfaces",
    "DescribeTags",
    "GetCoipPoolUsage",
    "DescribeCoipPools",
    "GetSecurityGroupsForVpc",
    "DescribeIpamPools",
    "DescribeRouteTables",
  ),
  ...prefixed(
    "elasticloadbalancing",
    "DescribeLoadBalancers",
    "DescribeLoadBalancerAttributes",
    "DescribeListeners",
    "DescribeListenerCertificates",
    "DescribeListenerAttributes",
    "DescribeSSLPolicies",
    "DescribeRules",
    "DescribeTargetGroups",
    "DescribeTargetGroupAttributes",
    "DescribeTargetHealth",
    "DescribeTags",
    "DescribeTrustStores",
    "DescribeCapacityReservation",
  ),
];

const PROTECTION = [
  "cognito-idp:DescribeUserPoolClient",
  ...prefixed("acm", "ListCertificates", "DescribeCertificate"),
  ...prefixed("iam", "ListServerCertificates", "GetServerCertificate"),
  ...["waf-regional", "wafv2"].flatMap((service) =>
    prefixed(service, "GetWebACL", "GetWebACLForResource", "AssociateWebACL", "DisassociateWebACL"),
  ),
  ...prefixed("shield", "GetSubscriptionState", "DescribeProtection", "CreateProtection", "DeleteProtection"),
];

/**
 * What AWS Load Balancer Controller needs: it reads everything and changes what carries its cluster tag.
 * @see https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/installation/#option-a-recommended-iam-roles-for-service-accounts-irsa
 */
export function awsLoadBalancerController(partition: string): readonly Statement[] {
  const securityGroups = `arn:${partition}:ec2:*:*:security-group/*`;
  const balancers = (...kinds: readonly string[]) =>
    kinds.map((kind) => `arn:${partition}:elasticloadbalancing:*:*:${kind}/*`);
  const allow = (
    Action: readonly string[],
    Resource: string | readonly string[] = "*",
    Condition?: Statement["Condition"],
  ): Statement => ({ Effect: "Allow", Action, Resource, ...(Condition !== undefined && { Condition }) });
  const tagged = { Null: { [RESOURCE_TAG]: "false" } };
  const beingTagged = { Null: { [REQUEST_TAG]: "false" } };
  const retagged = { Null: { [REQUEST_TAG]: "true", [RESOURCE_TAG]: "false" } };
  const elb = (...actions: readonly string[]) => prefixed("elasticloadbalancing", ...actions);

  return [
    allow(["iam:CreateServiceLinkedRole"], "*", {
      StringEquals: { "iam:AWSServiceName": "elasticloadbalancing.amazonaws.com" },
    }),
    allow(READ),
    allow(PROTECTION),
    allow(
      prefixed("ec2", "AuthorizeSecurityGroupIngress", "RevokeSecurityGroupIngress", "CreateSecurityGroup"),
    ),
    allow(["ec2:CreateTags"], securityGroups, {
      StringEquals: { "ec2:CreateAction": "CreateSecurityGroup" },
      ...beingTagged,
    }),
    allow(prefixed("ec2", "CreateTags", "DeleteTags"), securityGroups, retagged),
    allow(
      prefixed("ec2", "AuthorizeSecurityGroupIngress", "RevokeSecurityGroupIngress", "DeleteSecurityGroup"),
      "*",
      tagged,
    ),
    allow(elb("CreateLoadBalancer", "CreateTargetGroup"), "*", beingTagged),
    allow(elb("CreateListener", "DeleteListener", "CreateRule", "DeleteRule")),
    allow(
      elb("AddTags", "RemoveTags"),
      balancers("targetgroup/*", "loadbalancer/net/*", "loadbalancer/app/*"),
      retagged,
    ),
    allow(
      elb("AddTags", "RemoveTags"),
      balancers("listener/net/*/*", "listener/app/*/*", "listener-rule/net/*/*", "listener-rule/app/*/*"),
    ),
    allow(
      elb(
        "ModifyLoadBalancerAttributes",
        "SetIpAddressType",
        "SetSecurityGroups",
        "SetSubnets",
        "DeleteLoadBalancer",
        "ModifyTargetGroup",
        "ModifyTargetGroupAttributes",
        "DeleteTargetGroup",
        "ModifyListenerAttributes",
        "ModifyCapacityReservation",
        "ModifyIpPools",
      ),
      "*",
      tagged,
    ),
    allow(elb("AddTags"), balancers("targetgroup/*", "loadbalancer/net/*", "loadbalancer/app/*"), {
      StringEquals: { "elasticloadbalancing:CreateAction": ["CreateTargetGroup", "CreateLoadBalancer"] },
      ...beingTagged,
    }),
    allow(elb("RegisterTargets", "DeregisterTargets"), balancers("targetgroup/*")),
    allow(
      elb(
        "SetWebAcl",
        "ModifyListener",
        "AddListenerCertificates",
        "RemoveListenerCertificates",
        "ModifyRule",
        "SetRulePriorities",
      ),
    ),
  ];
}
