import { type Fate, type RecordedVerdict, verdictLine } from "../../commands/docs/verdicts.ts";
import { WITHOUT_EFFECT } from "../../modules/config/not-provisioned.ts";
import { PROBLEMS } from "../../modules/config/problems.ts";
import { covers } from "./probe.ts";
import type { Verdict } from "./verdict.ts";

export const reasonOf = (field: string): string | undefined =>
  Object.entries(WITHOUT_EFFECT).find(([entry]) => covers(entry, field))?.[1];

/** A line for `verdicts.txt`. */
export const recordOf = (field: string, verdict: Verdict): string => verdictLine(recorded(field, verdict));

function recorded(field: string, verdict: Verdict): RecordedVerdict {
  switch (verdict.kind) {
    case "changes":
      return { field, fate: verdict.refusesOthers ? "partly" : "changes", details: short(verdict.arguments) };
    case "refused":
      return { field, fate: fateOfRefused(verdict), details: verdict.codes.join(" ") };
    case "same": {
      const reason = reasonOf(field);
      return { field, fate: reason === undefined ? "bug" : "no effect", details: reason ?? "" };
    }
  }
}

function fateOfRefused({ codes, takesOne }: Extract<Verdict, { kind: "refused" }>): Fate {
  if (codes.includes(PROBLEMS.notProvisioned.code)) return "not yet";
  return takesOne ? "one value" : "refused";
}

/** Few arguments are named one by one, many by their resources. */
function short(changed: readonly string[]): string {
  if (changed.length <= 4) return changed.join(" ");
  const resources = [
    ...new Set(changed.map((argument) => argument.replace(/^((?:data\.)?[^.[]+).*$/, "$1"))),
  ];
  return resources.length <= 6 ? resources.join(" ") : `${resources.slice(0, 6).join(" ")} …`;
}
