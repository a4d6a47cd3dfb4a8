import { EksCluster } from "@cdktf/provider-aws/lib/eks-cluster";
import type { Subnet } from "@cdktf/provider-aws/lib/subnet";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { RoleRef } from "../iam/role.ts";
import { VersionStep } from "./version-step.ts";

export interface ControlPlaneProps {
  /** Name of the cluster, 1 to 100 characters. */
  readonly name: string;
  /** Kubernetes minor version, for example `1.35`. Raised by one minor at a time. */
  readonly version: string;
  readonly role: RoleRef;
  /** Subnets for the control plane's network interfaces, in at least two zones. */
  readonly subnets: readonly Subnet[];
  readonly endpoint: {
    readonly public: boolean;
    readonly private: boolean;
    /** IPv4 blocks that reach the public endpoint. @default ["0.0.0.0/0"] */
    readonly publicCidrs?: readonly string[];
  };
  readonly authenticationMode: "API" | "API_AND_CONFIG_MAP" | "CONFIG_MAP";
  /** Whether whoever creates the cluster becomes its administrator. Taken at creation, ignored later. */
  readonly creatorIsAdmin: boolean;
  /** RFC 1918 block for Kubernetes services, /12 to /24. Fixed for the life of the cluster. @default - EKS chooses */
  readonly serviceIpv4Cidr?: string;
  /** ARN of the KMS key for Secrets. Taking it away later replaces the cluster. @default - a key that AWS owns */
  readonly secretsKeyArn?: string;
  /** Control plane logs to send to CloudWatch. */
  readonly logTypes: readonly string[];
  /** @default - EKS chooses EXTENDED */
  readonly supportType?: string;
  /** @default - off */
  readonly zonalShift?: boolean;
  /** Raises the version although upgrade insights report blockers. @default false */
  readonly forceUpdateVersion?: boolean;
  /** Makes Terraform refuse a plan that would destroy or replace the cluster. @default false */
  readonly preventDestroy?: boolean;
  readonly tags?: Readonly<Record<string, string>>;
  /** What must exist first although no argument refers to it, for example the log group. */
  readonly after: readonly ITerraformDependable[];
}

/** Taken at creation and never returned by EKS: without this an imported cluster would be planned for replacement. */
const CREATION_ONLY = [
  "bootstrap_self_managed_addons",
  "access_config[0].bootstrap_cluster_creator_admin_permissions",
];

/** The EKS control plane. @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/eks_cluster */
export class ControlPlane extends Construct {
  readonly name: string;
  readonly arn: string;
  readonly endpoint: string;
  /** Base64 of the PEM certificate. */
  readonly certificateAuthority: string;
  /** OpenID Connect issuer, with `https://`. */
  readonly issuer: string;
  /** The security group that EKS makes for control plane and nodes. */
  readonly securityGroupId: string;
  /** Expression that is true when the cluster exists already; known at plan. */
  readonly exists: string;
  readonly resource: EksCluster;

  constructor(scope: Construct, id: string, props: ControlPlaneProps) {
    super(scope, id);
    const step = new VersionStep(this, "version_step", { clusterName: props.name, version: props.version });
    const cluster = new EksCluster(this, "this", {
      name: props.name,
      version: props.version,
      roleArn: props.role.arn,
      bootstrapSelfManagedAddons: false,
      enabledClusterLogTypes: [...props.logTypes],
      vpcConfig: {
        subnetIds: props.subnets.map((subnet) => subnet.id),
        endpointPublicAccess: props.endpoint.public,
        endpointPrivateAccess: props.endpoint.private,
        ...(props.endpoint.publicCidrs !== undefined && {
          publicAccessCidrs: [...props.endpoint.publicCidrs],
        }),
      },
      accessConfig: {
        authenticationMode: props.authenticationMode,
        bootstrapClusterCreatorAdminPermissions: props.creatorIsAdmin,
      },
      ...(props.serviceIpv4Cidr !== undefined && {
        kubernetesNetworkConfig: { serviceIpv4Cidr: props.serviceIpv4Cidr },
      }),
      ...(props.secretsKeyArn !== undefined && {
        encryptionConfig: { resources: ["secrets"], provider: { keyArn: props.secretsKeyArn } },
      }),
      ...(props.supportType !== undefined && { upgradePolicy: { supportType: props.supportType } }),
      ...(props.zonalShift !== undefined && { zonalShiftConfig: { enabled: props.zonalShift } }),
      ...(props.forceUpdateVersion !== undefined && { forceUpdateVersion: props.forceUpdateVersion }),
      ...(props.tags !== undefined && { tags: { ...props.tags } }),
      // EKS refuses to delete a cluster while an update is under way; the provider's own 15 minutes are too short for that.
      timeouts: { delete: "30m" },
      lifecycle: {
        ignoreChanges: CREATION_ONLY,
        precondition: [...step.preconditions],
        ...(props.preventDestroy === true && { preventDestroy: true }),
      },
      dependsOn: [...props.after, ...props.role.permissions],
    });
    this.exists = step.clusterExists;
    this.name = cluster.name;
    this.arn = cluster.arn;
    this.endpoint = cluster.endpoint;
    this.certificateAuthority = cluster.certificateAuthority.get(0).data;
    this.issuer = cluster.identity.get(0).oidc.get(0).issuer;
    this.securityGroupId = cluster.vpcConfig.clusterSecurityGroupId;
    this.resource = cluster;
  }
}
