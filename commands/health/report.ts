import type { Part } from "./health.ts";
import { nextStep } from "./next-step.ts";

const WELL = new Set(["ACTIVE", "CREATING", "UPDATING", "DELETING"]);

/** Lines about what is wrong: each part with its status, below it EKS's reasons, each with the next step. */
export function report(parts: readonly Part[]): readonly string[] {
  return parts
    .filter(({ status, issues }) => !WELL.has(status) || issues.length > 0)
    .flatMap(({ kind, name, status, issues }) => [
      `${kind} ${name}: ${status}`,
      ...issues.flatMap((issue) => {
        const { code, message, resourceIds } = issue;
        const where = resourceIds.length === 0 ? "" : ` (${resourceIds.join(", ")})`;
        const step = nextStep(issue);
        return [`  ${code}: ${message}${where}`, ...(step === undefined ? [] : [`    next: ${step}`])];
      }),
      ...(issues.length === 0 ? ["  EKS gives no reason"] : []),
    ]);
}
