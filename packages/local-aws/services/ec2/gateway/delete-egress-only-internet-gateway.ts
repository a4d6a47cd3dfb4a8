import { destroy } from "../operation.ts";
import { egressOnlyInternetGateways } from "./kind.ts";

export const deleteEgressOnlyInternetGateway = destroy(
  "DeleteEgressOnlyInternetGateway",
  egressOnlyInternetGateways,
  "EgressOnlyInternetGatewayId",
  () => ({ ReturnCode: true }),
);
