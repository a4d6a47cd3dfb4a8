import type { NonEmpty } from "./non-empty.ts";

export interface AccessPolicySpec {
  readonly policyArn: string;
  readonly scope:
    | { readonly kind: "cluster" }
    | { readonly kind: "namespaces"; readonly namespaces: NonEmpty<string> };
}

export type AccessEntryType =
  | "STANDARD"
  | "EC2"
  | "EC2_LINUX"
  | "EC2_WINDOWS"
  | "FARGATE_LINUX"
  | "HYBRID_LINUX"
  | "HYPERPOD_LINUX";

export interface AccessEntrySpec {
  readonly principalArn: string;
  /** Absent: EKS makes it STANDARD. */
  readonly type?: AccessEntryType;
  readonly kubernetesGroups: readonly string[];
  /** Absent: EKS makes one from the ARN. */
  readonly userName?: string;
  readonly policies: readonly AccessPolicySpec[];
}

/** Who may use the Kubernetes API. */
export interface AccessSpec {
  readonly authenticationMode: "API" | "API_AND_CONFIG_MAP" | "CONFIG_MAP";
  /** Whoever creates the cluster becomes its administrator. */
  readonly creatorIsAdmin: boolean;
  readonly entries: readonly AccessEntrySpec[];
}
