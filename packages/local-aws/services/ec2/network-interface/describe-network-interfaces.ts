import { describe } from "../operation.ts";
import { networkInterfaces } from "./kind.ts";

export const describeNetworkInterfaces = describe("DescribeNetworkInterfaces", networkInterfaces, {
  ids: "NetworkInterfaceIds",
  result: "NetworkInterfaces",
});
