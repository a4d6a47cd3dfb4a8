import type { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { EksCluster as EksClusterResource } from "@cdktf/provider-aws/lib/eks-cluster";
import type { EksFargateProfile } from "@cdktf/provider-aws/lib/eks-fargate-profile";
import { Construct } from "constructs";
import { CreatorChoice } from "../access/creator-choice.ts";
import { OidcProvider } from "../iam/oidc-provider.ts";
import type { RoleRef } from "../iam/role.ts";
import type { Network, NetworkSubnet } from "../network/network.ts";
import type { EndpointSpec } from "../spec/control-plane.ts";
import { awsEnvironment } from "../terraform/aws-environment.ts";
import { existingCluster } from "../terraform/existing-cluster.ts";
import { vacant } from "../terraform/fail.ts";
import { Overrides } from "../terraform/overrides.ts";
import { Stages } from "../terraform/stages.ts";
import type { Capacity } from "./capacity.ts";
import { clusterArguments } from "./cluster-arguments.ts";
import { clusterRole, roleIdentity } from "./cluster-role.ts";
import { ControlPlaneZones } from "./control-plane-zones.ts";
import type { EksClusterProps, EksClusterResources } from "./eks-cluster-props.ts";
import { guards } from "./guards.ts";
import { LivingCluster } from "./living-cluster.ts";
import { ClusterLogGroup } from "./log-group.ts";
import { networkKind, Origin } from "./origin.ts";
import { withSecretsKeyMark } from "./secrets-key-mark.ts";

/**
 * An EKS cluster: the control plane with its role, its log group, which must exist before EKS would make one without
 * retention, and its OpenID Connect provider. Add-ons, nodes and access take it as `cluster` and find their place in its
 * stages by themselves.
 * @throws UserError for an unknown name in `override`
 * @see https://docs.aws.amazon.com/eks/latest/userguide/clusters.html
 */
export class EksCluster extends Construct {
  /** In plain text. Arguments that are to wait for the cluster take `resource.name`. */
  readonly name: string;
  /** Kubernetes minor version. */
  readonly version: string;
  readonly arn: string;
  /** Where it is: for an output, which then refuses whatever is run with another region or account. */
  readonly region: string;
  /** URL of the Kubernetes API. */
  readonly endpoint: string;
  /** Base64 of the PEM certificate. */
  readonly certificateAuthority: string;
  /** OpenID Connect issuer, with `https://`. */
  readonly issuer: string;
  /** The security group that EKS makes for control plane and nodes. */
  readonly securityGroupId: string;
  /** Expression that is true when the cluster exists already; known at plan. */
  readonly exists: string;
  /** Whether whoever creates the cluster becomes its administrator. */
  readonly creatorIsAdmin: boolean;
  /** Where the API can be reached. */
  readonly endpointAccess: EndpointSpec;
  readonly network: Network;
  readonly role: RoleRef;
  readonly logGroup: CloudwatchLogGroup | undefined;
  readonly oidcProvider: OidcProvider | undefined;
  readonly resource: EksClusterResource;
  /** The order in which parts of the cluster come into being. */
  readonly stages: Stages;
  /** Node groups of the cluster, in the order in which they were made. */
  readonly nodeGroups: Capacity[] = [];
  /** Its Fargate profiles, in the order in which they are made. */
  readonly fargateProfiles: EksFargateProfile[] = [];
  /** Names of its add-ons. */
  readonly addons: string[] = [];

  constructor(scope: Construct, id: string, props: EksClusterProps) {
    super(vacant(scope, id), id);
    const overrides = new Overrides<EksClusterResources>(this, props.override);
    const { logs, network } = props;
    this.name = props.name;
    this.network = network;
    this.version = props.version;
    this.endpointAccess = props.endpoint ?? { access: "both" };
    this.creatorIsAdmin = props.creatorIsAdmin ?? true;
    this.logGroup =
      logs === undefined || logs.types.length === 0
        ? undefined
        : new ClusterLogGroup(this, "log_group", {
            clusterName: props.name,
            retentionInDays: logs.retentionInDays,
            kmsKeyArn: logs.kmsKeyArn,
            override: overrides.pass("logGroup"),
          }).resource;
    this.role = clusterRole(this, props, () => overrides.pass("role"));
    const existing = existingCluster(this, props.name);
    this.exists = existing.exists;
    const subnets = controlPlaneSubnets(network, props.interfaces);
    const zones = subnets.every(isPlanned)
      ? new ControlPlaneZones(this, "zones", { clusterName: props.name, existing, subnets })
      : undefined;
    const config = overrides.merge(
      "cluster",
      clusterArguments(props, {
        partition: awsEnvironment(this).partition.id,
        roleArn: this.role.arn,
        subnetIds: zones?.subnetIds ?? subnets.map((subnet) => subnet.id),
      }),
    );
    const living = new LivingCluster(existing, guards({ config, network, role: roleIdentity(this.role) }));
    const creator = new CreatorChoice(this, "creator", {
      clusterName: props.name,
      creatorIsAdmin: this.creatorIsAdmin,
    });
    const origin = new Origin(this, "origin", { clusterName: props.name, network: networkKind(network) });
    this.region = origin.region;
    const cluster = new EksClusterResource(this, "this", {
      dependsOn: [...(this.logGroup === undefined ? [] : [this.logGroup]), ...this.role.permissions],
      ...withSecretsKeyMark(config),
      lifecycle: living.guarded(
        config.lifecycle,
        creator.precondition,
        ...(zones === undefined ? [] : [zones.keepsZones]),
      ),
    });
    this.arn = cluster.arn;
    this.endpoint = cluster.endpoint;
    this.certificateAuthority = cluster.certificateAuthority.get(0).data;
    this.issuer = cluster.identity.get(0).oidc.get(0).issuer;
    this.securityGroupId = cluster.vpcConfig.clusterSecurityGroupId;
    this.resource = cluster;
    this.oidcProvider =
      (props.oidcProvider ?? true)
        ? new OidcProvider(this, "oidc_provider", {
            issuer: this.issuer,
            override: { oidcProvider: overrides.pass("oidcProvider") },
          })
        : undefined;
    this.stages = new Stages(this, "stage");
    this.stages.add("prerequisites", ...network.routing);
    overrides.end();
  }
}

const isPlanned = (subnet: NetworkSubnet): subnet is Required<NetworkSubnet> => subnet.written !== undefined;

/** Interfaces of the control plane get subnets of their own where there are some, so that pods cannot use up theirs. */
function controlPlaneSubnets(
  network: Network,
  interfaces: EksClusterProps["interfaces"] = "private-subnets",
): readonly NetworkSubnet[] {
  const own = network.subnets("control-plane");
  if (own.length > 0) return own;
  const privateSubnets = network.subnets("private");
  return interfaces === "all-subnets" || privateSubnets.length === 0
    ? [...network.subnets("public"), ...privateSubnets]
    : privateSubnets;
}
