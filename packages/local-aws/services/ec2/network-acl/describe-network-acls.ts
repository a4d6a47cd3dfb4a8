import { describe } from "../operation.ts";
import { networkAcls } from "./kind.ts";

export const describeNetworkAcls = describe("DescribeNetworkAcls", networkAcls, {
  ids: "NetworkAclIds",
  result: "NetworkAcls",
});
