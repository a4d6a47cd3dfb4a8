import type { Call } from "../../../core/call.ts";
import type { UpdateClusterConfigRequest, UpdateParamType, UpdateType } from "../../../models/types/eks.d.ts";
import type { Cluster } from "../state.ts";

/** What an UpdateClusterConfig will change once it succeeds. */
export interface Planned {
  readonly type: UpdateType;
  readonly params: Partial<Record<UpdateParamType, unknown>>;
  readonly change: Partial<Cluster>;
}

export type UpdateCall = Call<UpdateClusterConfigRequest>;
