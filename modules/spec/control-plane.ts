import type { GivenRoleSpec, RoleSpec } from "./role.ts";

export type LogType = "api" | "audit" | "authenticator" | "controllerManager" | "scheduler";

/** Where the Kubernetes API can be reached. */
export type EndpointSpec =
  | { readonly access: "private" }
  | {
      readonly access: "public" | "both";
      /** Blocks that reach the public endpoint. Absent: EKS opens it to everyone. */
      readonly publicCidrs?: readonly string[];
    };

/** What encrypts Kubernetes Secrets. */
export type SecretsKeySpec =
  | { readonly kind: "aws-owned" }
  | { readonly kind: "given"; readonly arn: string }
  | { readonly kind: "created" };

export interface ControlPlaneSpec {
  /** Kubernetes minor version, for example `1.35`. */
  readonly version: string;
  /** Raises the version although upgrade insights report blockers. */
  readonly forceUpdate: boolean;
  readonly endpoint: EndpointSpec;
  /** Where its network interfaces are, in a network that has no subnets for them alone. */
  readonly interfaces: "private-subnets" | "all-subnets";
  /** Block of Kubernetes services. Absent: EKS chooses. */
  readonly serviceIpv4Cidr?: string;
  readonly secretsKey: SecretsKeySpec;
  readonly logs: {
    readonly types: readonly LogType[];
    /** 0 is for ever. */
    readonly retentionInDays: number;
  };
  /** Absent: EKS chooses EXTENDED. */
  readonly supportType?: "STANDARD" | "EXTENDED";
  /** Absent: not sent, which is off. */
  readonly zonalShift?: boolean;
  readonly role:
    | GivenRoleSpec
    | (Extract<RoleSpec, { kind: "created" }> & {
        /** Attaches AmazonEKSVPCResourceController. */
        readonly vpcResourceController: boolean;
      });
}
