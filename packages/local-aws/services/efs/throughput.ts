import type { ThroughputMode } from "../../models/types/elasticfilesystem.d.ts";
import { efsError } from "./state.ts";

export function requireThroughput(mode: ThroughputMode, provisioned: number | undefined): void {
  if ((mode === "provisioned") !== (provisioned !== undefined)) {
    throw efsError(
      "BadRequest",
      "ProvisionedThroughputInMibps must be given for a throughput mode of provisioned, and only for that.",
    );
  }
}
