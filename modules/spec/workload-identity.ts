import type { GrantedRoleSpec } from "./role.ts";

/** A Kubernetes service account. */
export interface ServiceAccountSpec {
  readonly namespace: string;
  readonly name: string;
}

/** Pods take the role with a token of the cluster's OpenID Connect issuer. */
export interface IrsaSpec {
  readonly via: "irsa";
  /** `any` only for an add-on of unknown make. */
  readonly serviceAccount: ServiceAccountSpec | "any";
  readonly role: GrantedRoleSpec;
}

/** EKS Pod Identity hands the role to pods. */
export interface PodIdentitySpec {
  readonly via: "pod-identity";
  /** Of an add-on the namespace is the add-on's own. */
  readonly serviceAccount: Omit<ServiceAccountSpec, "namespace"> & Partial<ServiceAccountSpec>;
  readonly role: GrantedRoleSpec;
}

/** How pods get AWS permissions of their own: one shape for service accounts, add-ons and controllers. */
export type WorkloadIdentitySpec = IrsaSpec | PodIdentitySpec;
