/** An Availability Zone of the network, by name or by id. Exactly one of the two is given. */
export interface Zone {
  /** Part of the Terraform addresses of everything in this zone, for example `az1`. */
  readonly key: string;
  /** Name in this account, for example `eu-central-1a`. */
  readonly name?: string;
  /** Id that means the same zone in every account, for example `euc1-az2`. */
  readonly id?: string;
}
