import { describe } from "../operation.ts";
import { vpcs } from "./kind.ts";

export const describeVpcs = describe("DescribeVpcs", vpcs, { ids: "VpcIds", result: "Vpcs" });
