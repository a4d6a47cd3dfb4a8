import { budgetOf } from "../disruption.ts";
import { listAt } from "../json.ts";
import { type Controller, isBeingDeleted, setStatus, withCondition } from "./round.ts";

const key = "poddisruptionbudgets.policy";

/** How many pods each disruption budget lets go. */
export const budgets: Controller = ({ transaction }) => {
  for (const budget of transaction.list(key)) {
    if (isBeingDeleted(budget)) continue;
    const { expected, healthy, needed, allowed } = budgetOf(transaction, budget);
    const condition = {
      type: "DisruptionAllowed",
      status: allowed > 0 ? ("True" as const) : ("False" as const),
      reason: allowed > 0 ? "SufficientPods" : "InsufficientPods",
      message: "",
    };
    setStatus(transaction, key, budget, {
      observedGeneration: budget.metadata.generation ?? 1,
      currentHealthy: healthy,
      desiredHealthy: needed,
      disruptionsAllowed: allowed,
      expectedPods: expected,
      conditions: withCondition(listAt(budget, "status", "conditions"), condition, transaction.timestamp),
    });
  }
};
