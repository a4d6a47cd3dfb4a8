import type { CloudwatchLogGroupConfig } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import type { EksClusterConfig } from "@cdktf/provider-aws/lib/eks-cluster";
import type { OidcProviderResources } from "../iam/oidc-provider.ts";
import type { RoleRef, RoleResources } from "../iam/role.ts";
import type { Network } from "../network/network.ts";
import type { AccessSpec } from "../spec/access.ts";
import type { ControlPlaneSpec, EndpointSpec, LogType } from "../spec/control-plane.ts";
import type { Override } from "../terraform/overrides.ts";

/** Resources of a cluster, for `override`. */
export interface EksClusterResources extends RoleResources, OidcProviderResources {
  readonly cluster: EksClusterConfig;
  readonly logGroup: CloudwatchLogGroupConfig;
}

export interface EksClusterProps {
  /** Name of the cluster, 1 to 100 characters. */
  readonly name: string;
  /** Kubernetes minor version, for example `1.35`. Raised by one minor at a time. */
  readonly version: string;
  readonly network: Network;
  /** The cluster's role. Fixed for the life of the cluster. @default - one is made with AmazonEKSClusterPolicy */
  readonly role?: RoleRef | undefined;
  /** ARN of a managed policy that limits the made role. @default - no boundary */
  readonly permissionsBoundary?: string | undefined;
  /** Attaches AmazonEKSVPCResourceController to the made role: for Windows nodes and security groups of pods. @default false */
  readonly vpcResourceController?: boolean | undefined;
  /**
   * Where the network interfaces of the control plane are, in a network without subnets for them alone.
   * @default "private-subnets"
   */
  readonly interfaces?: ControlPlaneSpec["interfaces"];
  /** Where the API can be reached. @default { access: "both" } */
  readonly endpoint?: EndpointSpec;
  /** Where the cluster looks up IAM principals. It goes one way, towards API, a step at a time. @default "API" */
  readonly authenticationMode?: AccessSpec["authenticationMode"];
  /** Whether whoever creates the cluster becomes its administrator. Taken at creation; a change is refused. @default true */
  readonly creatorIsAdmin?: boolean;
  /** RFC 1918 block for Kubernetes services, /12 to /24. Fixed for the life of the cluster. @default - EKS chooses */
  readonly serviceIpv4Cidr?: string | undefined;
  /** ARN of the KMS key for Secrets. It can be given later, and neither be changed nor taken away. @default - a key that AWS owns */
  readonly secretsKeyArn?: string | undefined;
  /** Control plane logs to send to CloudWatch, which costs by the gigabyte. @default - none */
  readonly logs?:
    | {
        readonly types: readonly LogType[];
        /** Days; 0 keeps the logs for ever. */
        readonly retentionInDays: number;
        /** ARN of the KMS key for the log group. @default - a key that CloudWatch Logs owns */
        readonly kmsKeyArn?: string | undefined;
      }
    | undefined;
  /** What happens at the end of standard support; EXTENDED costs six times as much per hour. @default - EKS chooses EXTENDED */
  readonly supportType?: ControlPlaneSpec["supportType"] | undefined;
  /** Lets traffic be moved away from an impaired zone. @default - off */
  readonly zonalShift?: boolean | undefined;
  /** Raises the version although upgrade insights report blockers. @default false */
  readonly forceUpdate?: boolean | undefined;
  /** Makes the IAM OpenID Connect provider, so that service accounts can take roles (IRSA). @default true */
  readonly oidcProvider?: boolean;
  /** Makes Terraform refuse a plan that would destroy or replace the cluster. @default false */
  readonly preventDestroy?: boolean;
  /** @default - the tags of the stack */
  readonly tags?: Readonly<Record<string, string>> | undefined;
  /** Last word on the arguments of a resource. @default - arguments as computed */
  readonly override?: Override<EksClusterResources>;
}
