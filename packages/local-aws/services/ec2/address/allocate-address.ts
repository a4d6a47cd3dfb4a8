import { NotImplemented } from "../../../core/errors.ts";
import { create, newId } from "../kind.ts";
import { LIMITS, limit } from "../limits.ts";
import { ec2 } from "../operation.ts";
import { specifiedTags } from "../tags/check.ts";
import { addresses } from "./kind.ts";
import { publicAddress } from "./public-address.ts";

export const allocateAddress = ec2("AllocateAddress", (call) => {
  const {
    Domain: domain = "vpc",
    NetworkBorderGroup: group = call.region,
    PublicIpv4Pool: pool = "amazon",
  } = call.input;
  if (domain !== "vpc") throw new NotImplemented(`EC2 AllocateAddress: domain "${domain}"`);
  limit(
    call.use(addresses.collection).size,
    LIMITS.addresses,
    "AddressLimitExceeded",
    "The maximum number of addresses has been reached.",
  );
  const address = {
    AllocationId: newId(call, addresses),
    PublicIp: publicAddress(call),
    Domain: "vpc" as const,
    PublicIpv4Pool: pool,
    NetworkBorderGroup: group,
  };
  return create(call, addresses, address, specifiedTags(call, call.input.TagSpecifications, "elastic-ip"));
});
