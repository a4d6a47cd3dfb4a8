import type { FaultInput } from "@eksplan/local-aws/fault-schema";

/** What happens to the call. */
export type Mishap = "error" | "throttle" | "dropped connection" | "applied, answer lost";

/** In the order in which cases take turns. */
export const MISHAPS: readonly Mishap[] = ["error", "throttle", "dropped connection", "applied, answer lost"];

/** One deploy in which one call goes wrong. */
export interface Case {
  /** Which of the deploy's calls that change something, from 1. */
  readonly call: number;
  /** Counts calls of this operation alone, for example `CreateVpc`. @default - all that change something */
  readonly operation?: string;
  readonly mishap: Mishap;
}

/**
 * Cases over a deploy, their calls as far apart as possible.
 * @param count cases wanted, at least 2
 * @param calls number of calls that change something in a deploy without mishaps
 */
export function spread(count: number, calls: number): readonly Case[] {
  const wanted = Math.min(count, calls);
  return Array.from({ length: wanted }, (_, index) => ({
    call: 1 + Math.round((index * (calls - 1)) / Math.max(1, wanted - 1)),
    mishap: MISHAPS[index % MISHAPS.length]!,
  }));
}

/** What the local AWS has to play. */
export function faultOf({ call, operation, mishap }: Case): FaultInput {
  const match = { mutating: true, ...(operation !== undefined && { operation }) };
  switch (mishap) {
    case "error":
      // Not one that clients repeat.
      return {
        match,
        nth: call,
        do: { error: { code: "AccessDenied", message: "denied by chaos", status: 403 } },
      };
    case "throttle":
      return { match, nth: call, do: { throttle: true } };
    case "dropped connection":
      return { match, nth: call, do: { drop: "before" } };
    case "applied, answer lost":
      return { match, nth: call, do: { drop: "after" } };
  }
}
