import { fields } from "../../modules/config/fields.ts";
import { PROFILE_RULES } from "../../modules/config/profile-rules.ts";
import { rules } from "../../modules/config/rules/rules.ts";
import { ELSEWHERE, JUDGES, sayWho } from "./elsewhere.ts";
import { FATES, type Fate, type RecordedVerdict } from "./verdicts.ts";

/** Number of rules in eksctl's table. */
const RULES_OF_EKSCTL = 251;

/** A test file, for the question what it shows. */
interface TestFile {
  readonly file: string;
  readonly text: string;
}

/** What the document is made from besides the program. */
export interface Evidence {
  readonly tests: readonly TestFile[];
  /** What the probe found. */
  readonly verdicts: readonly RecordedVerdict[];
}

const row = (cells: readonly string[]) =>
  `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;

/** Numbers of eksctl's rules that are neither a rule here nor have somebody named in their place. */
export function missingRules(): readonly string[] {
  const known = new Set(rules.map(({ code }) => code));
  return NUMBERS.filter((number) => !known.has(codeOf(number)) && ELSEWHERE[`V${number}`] === undefined).map(
    (number) => `V${number}`,
  );
}

const NUMBERS = Array.from({ length: RULES_OF_EKSCTL }, (_, index) => index + 1);
const codeOf = (number: number) => `EKS${String(number).padStart(4, "0")}`;

const PROVISIONED: Readonly<Record<Fate, string>> = {
  changes: "yes",
  partly: "partly",
  "not yet": "not yet",
  refused: "refused",
  "one value": "one value",
  "no effect": "no effect",
  bug: "ignored",
};

/** The fate of a field, or of all that is in a block. */
function fateOf(path: string, verdicts: readonly RecordedVerdict[]): string {
  const fates = new Set(
    verdicts
      .filter(({ field }) => field === path || field.startsWith(`${path}.`) || field.startsWith(`${path}[]`))
      .map(({ fate }) => PROVISIONED[fate]),
  );
  return fates.size === 1 ? [...fates].join() : "partly";
}

const effectOf = (path: string, verdicts: readonly RecordedVerdict[]): string =>
  verdicts.find(({ field }) => field === path)?.details ?? "";

function counted<T>(items: readonly T[], kindOf: (item: T) => string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(kindOf(item), (counts.get(kindOf(item)) ?? 0) + 1);
  return counts;
}

/** Text of `docs/config-coverage.md`. */
export function coverageDocument({ tests, verdicts }: Evidence): string {
  const all = [...rules, ...PROFILE_RULES].sort((a, b) => (a.code < b.code ? -1 : 1));
  const shownBy = (code: string) =>
    tests
      .filter(({ text }) => text.includes(code))
      .map(({ file }) => file)
      .join(", ");
  const readers = new Map<string, string[]>();
  for (const { code, reads } of all)
    for (const field of reads) readers.set(field, [...(readers.get(field) ?? []), code]);
  const fieldRows = fields().map(({ path, kind, of }) =>
    row([
      `\`${path}\``,
      of === undefined ? kind : `${kind} of ${of}`,
      fateOf(path, verdicts),
      effectOf(path, verdicts),
      (readers.get(path) ?? []).join(" "),
    ]),
  );
  const byCode = new Map(all.map((rule) => [rule.code, rule]));
  const ruleRows = NUMBERS.map((index) => {
    const rule = byCode.get(codeOf(index));
    const number = `V${index}`;
    const judge = ELSEWHERE[number];
    return rule === undefined
      ? row([number, "", judge === undefined ? "–" : sayWho(judge), ""])
      : row([number, rule.code, rule.name, shownBy(rule.code)]);
  });
  const fates = counted(verdicts, ({ fate }) => fate);
  const judges = counted(Object.values(ELSEWHERE), ({ by }) => by);
  const elsewhere = Object.entries(JUDGES).map(([by, words]) => row([words, String(judges.get(by) ?? 0)]));
  const own = all.filter(({ code }) => Number(code.slice(3)) > RULES_OF_EKSCTL);
  return `<!-- Made by "npm run docs" from modules/config. -->

# What is understood

## Fields

${fieldRows.length} fields. Each is shown by \`__tests__/unit/config/fields.test.ts\`: a value of its kind is taken, a value of another kind
is refused in its place, and it may be empty. Of the ${verdicts.length} that take a value, \`__tests__/probe\` drives two values through
the whole program and compares the Terraform JSON:

${row(["Provisioned", "", "Fields"])}
|---|---|---|
${Object.entries(FATES)
  .map(([fate, words]) => row([PROVISIONED[fate as Fate], words, String(fates.get(fate) ?? 0)]))
  .join("\n")}

A block has the verdict of all that is in it, or is provisioned partly.

${row(["Field", "Kind", "Provisioned", "What changes, what refuses, or why nothing changes", "Rules that read it"])}
|---|---|---|---|---|
${fieldRows.join("\n")}

## Rules of eksctl

eksctl has ${RULES_OF_EKSCTL} rules. A rule here repeats ${RULES_OF_EKSCTL - Object.keys(ELSEWHERE).length}. Of the others:

${row(["Who judges", "Rules"])}
|---|---|
${elsewhere.join("\n")}

${row(["Rule", "Code", "What must be true, or who judges it", "Shown by"])}
|---|---|---|---|
${ruleRows.join("\n")}

## Rules of eksplan

${row(["Code", "What must be true", "Shown by"])}
|---|---|---|
${own.map(({ code, name }) => row([code, name, shownBy(code)])).join("\n")}
`;
}
