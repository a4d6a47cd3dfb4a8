import { describe } from "../operation.ts";
import { subnets } from "./kind.ts";

export const describeSubnets = describe("DescribeSubnets", subnets, { ids: "SubnetIds", result: "Subnets" });
