/** Address of the provider that this stands in for. */
export const nullProviderAddress = "registry.terraform.io/hashicorp/null";
/** Version of hashicorp/null whose behaviour is reproduced. */
export const nullProviderVersion = "3.2.4";
