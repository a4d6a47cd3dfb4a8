import * as z from "zod";

/** The parts of `terraform show -json PLAN` that are read here. @see https://developer.hashicorp.com/terraform/internals/json-format#plan-representation */
const Plan = z.object({
  resource_changes: z
    .array(
      z.object({
        address: z.string(),
        mode: z.string(),
        type: z.string(),
        change: z.object({ actions: z.array(z.string()) }),
      }),
    )
    .default([]),
});

export const CHANGES = ["create", "update", "replace", "delete"] as const;
export type Change = (typeof CHANGES)[number];

/** A resource that a plan touches. */
export interface PlannedChange {
  readonly address: string;
  readonly type: string;
  readonly change: Change;
}

/** What a plan, as `terraform show -json` prints it, would do to managed resources. */
export function plannedChanges(json: string): readonly PlannedChange[] {
  return Plan.parse(JSON.parse(json)).resource_changes.flatMap(({ address, mode, type, change }) => {
    const kind = change.actions.length === 2 ? "replace" : change.actions[0];
    const known = CHANGES.find((one) => one === kind);
    return mode === "managed" && known !== undefined ? [{ address, type, change: known }] : [];
  });
}

/** How many resources of each type a plan would change in that way. */
export function countByType(changes: readonly PlannedChange[], change: Change): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const one of changes) if (one.change === change) counts.set(one.type, (counts.get(one.type) ?? 0) + 1);
  return counts;
}
