import { defined } from "../spec/defined.ts";

/** One statement of an IAM policy. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html */
export interface Statement {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: Readonly<Record<string, string | readonly string[]>> | "*";
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** A policy document as JSON. Values may be CDKTF string tokens; IAM variables (`${aws:…}`) must be made literal first. */
export const policy = (...statements: readonly Statement[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });

export interface ServiceTrust {
  /** Service principal, for example `eks.amazonaws.com`. */
  readonly service: string;
  /** @default ["sts:AssumeRole"] */
  readonly actions?: readonly string[];
  readonly condition?: Statement["Condition"];
}

/** Lets an AWS service take a role. */
export const trustService = ({ service, actions = ["sts:AssumeRole"], condition }: ServiceTrust): string =>
  policy({
    Effect: "Allow",
    Principal: { Service: service },
    Action: actions,
    ...defined({ Condition: condition }),
  });

export interface ServiceAccountTrust {
  /** ARN of the IAM OIDC provider of the cluster. */
  readonly providerArn: string;
  /** Issuer URL without `https://`. */
  readonly issuer: string;
  /** @default - any service account of the cluster, which only an add-on of unknown make needs */
  readonly subject?: { readonly namespace: string; readonly serviceAccount: string };
}

/** Lets a Kubernetes service account take a role (IRSA). @see https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html */
export const trustServiceAccount = (trust: ServiceAccountTrust): string =>
  policy({
    Effect: "Allow",
    Principal: { Federated: trust.providerArn },
    Action: "sts:AssumeRoleWithWebIdentity",
    Condition: {
      StringEquals: {
        ...(trust.subject !== undefined && {
          [`${trust.issuer}:sub`]: `system:serviceaccount:${trust.subject.namespace}:${trust.subject.serviceAccount}`,
        }),
        [`${trust.issuer}:aud`]: "sts.amazonaws.com",
      },
    },
  });

/** Lets EKS Pod Identity of this account hand a role to pods. @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html */
export const trustPodIdentity = (accountId: string): string =>
  trustService({
    service: "pods.eks.amazonaws.com",
    actions: ["sts:AssumeRole", "sts:TagSession"],
    condition: { StringEquals: { "aws:SourceAccount": accountId } },
  });
