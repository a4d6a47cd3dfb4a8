import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import { Fn } from "cdktf";
import { Construct } from "constructs";
import { trustServiceAccount } from "./policy.ts";
import { Role, type RoleProps } from "./role.ts";

export interface OidcProviderProps {
  /** Issuer URL of the cluster, with `https://`. */
  readonly issuer: string;
}

/**
 * Lets IAM trust the cluster's service accounts (IRSA). No thumbprint: IAM verifies EKS's issuers by its own CA list.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/enable-iam-roles-for-service-accounts.html
 */
export class OidcProvider extends Construct {
  readonly arn: string;
  /** Issuer without `https://`, as trust policies name it. */
  readonly #issuer: string;

  constructor(scope: Construct, id: string, props: OidcProviderProps) {
    super(scope, id);
    const provider = new IamOpenidConnectProvider(this, "this", {
      url: props.issuer,
      clientIdList: ["sts.amazonaws.com"],
    });
    this.arn = provider.arn;
    this.#issuer = Fn.trimprefix(props.issuer, "https://");
  }

  /** A role for one service account of the cluster; any, if it is not known which one will use it. */
  roleFor(
    scope: Construct,
    id: string,
    serviceAccount: { readonly namespace: string; readonly serviceAccount: string } | undefined,
    props: Omit<RoleProps, "trust">,
  ): Role {
    return new Role(scope, id, {
      ...props,
      trust: trustServiceAccount({
        providerArn: this.arn,
        issuer: this.#issuer,
        ...(serviceAccount !== undefined && { subject: serviceAccount }),
      }),
    });
  }
}
