import {
  IamOpenidConnectProvider,
  type IamOpenidConnectProviderConfig,
} from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import { Fn } from "cdktf";
import { Construct } from "constructs";
import { vacant } from "../terraform/fail.ts";
import { GOES_LAST } from "../terraform/goes-last.ts";
import { type Override, Overrides } from "../terraform/overrides.ts";

/** Resources of an OpenID Connect provider, for `override`. */
export interface OidcProviderResources {
  readonly oidcProvider: IamOpenidConnectProviderConfig;
}

export interface OidcProviderProps {
  /** Issuer URL of the cluster, with `https://`. */
  readonly issuer: string;
  /** Last word on the arguments of a resource. @default - arguments as computed */
  readonly override?: Override<OidcProviderResources>;
}

/**
 * Lets IAM trust the cluster's service accounts (IRSA). No thumbprint: IAM verifies EKS's issuers by its own CA list.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/enable-iam-roles-for-service-accounts.html
 */
export class OidcProvider extends Construct {
  readonly arn: string;
  /** Issuer without `https://`, as trust policies name it. */
  readonly issuer: string;
  readonly resource: IamOpenidConnectProvider;

  constructor(scope: Construct, id: string, props: OidcProviderProps) {
    super(vacant(scope, id), id);
    const overrides = new Overrides<OidcProviderResources>(this, props.override);
    this.resource = new IamOpenidConnectProvider(
      this,
      "this",
      overrides.merge("oidcProvider", {
        url: props.issuer,
        clientIdList: ["sts.amazonaws.com"],
        lifecycle: GOES_LAST,
      }),
    );
    this.arn = this.resource.arn;
    this.issuer = Fn.trimprefix(props.issuer, "https://");
    overrides.end();
  }
}
