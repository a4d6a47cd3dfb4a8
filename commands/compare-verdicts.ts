// Compares eksplan's verdicts with those that eksctl gave:
// `node tools/run.mjs commands/compare-verdicts.ts [--show laxer|stricter|doubtful|CODE] FILE.jsonl...`
// Each line has `id`, `about`, `yaml`, and `accept`, `error` as eksctl judged; `later` if a later step of eksctl was
// seen to refuse what its validation accepts.
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { judge } from "../modules/config/judge.ts";
import { stricterOnPurpose } from "./compare/stricter.ts";

interface Case {
  readonly id: string;
  readonly about: string;
  readonly accept: boolean;
  readonly error?: string;
  readonly later?: unknown;
  readonly yaml: string;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    show: { type: "string", multiple: true, default: [] },
    now: { type: "string", default: "2026-11-22" },
  },
});
if (positionals.length === 0) {
  console.error("usage: node tools/run.mjs commands/compare-verdicts.ts [--show KIND] FILE.jsonl...");
  process.exit(2);
}
const now = new Date(values.now);
const counts = { "agree: accepted": 0, "agree: refused": 0, "stricter on purpose": 0, doubtful: 0, laxer: 0 };
const byCode = new Map<string, number>();

for (const file of positionals) {
  for (const line of readFileSync(file, "utf8")
    .split("\n")
    .filter((each) => each !== "")) {
    const { id, about, accept, error, later, yaml } = JSON.parse(line) as Case;
    const errors = judge(yaml, id, { profile: "eksctl", now }).issues.filter(
      ({ severity }) => severity === "error",
    );
    const codes = [...new Set(errors.map(({ code }) => code))];
    const kind = compare(accept, codes, later !== undefined);
    counts[kind]++;
    if (kind === "stricter on purpose")
      for (const code of codes) byCode.set(code, (byCode.get(code) ?? 0) + 1);
    if (values.show.some((show) => kind.includes(show) || codes.includes(show))) {
      const first = errors[0];
      const ours =
        first === undefined ? "accepted" : `${first.code} ${first.path.join(".")}: ${first.message}`;
      console.log(
        `${id} ${kind} [${about}]\n  ours:   ${ours}\n  eksctl: ${error || "accepted"}${later === undefined ? "" : ` (later: ${JSON.stringify(later)})`}`,
      );
    }
  }
}

function compare(accepted: boolean, codes: readonly string[], refusedLater: boolean): keyof typeof counts {
  if (accepted && codes.length === 0) return "agree: accepted";
  if (!accepted && codes.length > 0) return "agree: refused";
  if (!accepted) return "laxer";
  const reasoned = refusedLater || codes.every((code) => stricterOnPurpose(code) !== undefined);
  return reasoned ? "stricter on purpose" : "doubtful";
}

for (const [kind, count] of Object.entries(counts)) console.log(`${String(count).padStart(6)} ${kind}`);
for (const [code, count] of [...byCode].sort()) {
  console.log(
    `${String(count).padStart(12)} ${code} ${stricterOnPurpose(code) ?? "a later step of eksctl refuses it too"}`,
  );
}
process.exitCode = counts.laxer + counts.doubtful === 0 ? 0 : 1;
