import { describe } from "../operation.ts";
import { volumes } from "./kind.ts";

export const describeVolumes = describe("DescribeVolumes", volumes, { ids: "VolumeIds", result: "Volumes" });
