import { PROBLEMS } from "../../modules/config/problems.ts";
import { PROFILE_RULES } from "../../modules/config/profile-rules.ts";
import { rules } from "../../modules/config/rules/rules.ts";

export interface Explanation {
  readonly code: string;
  /** Short sentence. */
  readonly title: string;
  readonly text: string;
  /** Fields that are looked at; empty for what concerns a file as a whole. */
  readonly fields: readonly string[];
  /** Whether a file can live with it: what is always an error must be corrected, what a rule says may be a warning. */
  readonly acceptance: "never" | "as a warning";
}

/** What every code means, in the order of the codes. */
export function explanations(): readonly Explanation[] {
  const found = new Map<string, Explanation>();
  for (const { code, title, remedy, ...facts } of Object.values(PROBLEMS)) {
    const acceptance = "severity" in facts ? "as a warning" : "never";
    found.set(code, { code, title, text: remedy, fields: [], acceptance });
  }
  for (const { code, name, explanation, reads } of [...rules, ...PROFILE_RULES]) {
    found.set(code, {
      code,
      title: name,
      text: explanation ?? "",
      fields: reads,
      acceptance: "as a warning",
    });
  }
  return [...found.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
}
