import { fields } from "../../modules/config/fields.ts";
import { NOT_PROVISIONED, WITHOUT_EFFECT } from "../../modules/config/not-provisioned.ts";
import { PROFILE_RULES } from "../../modules/config/profile-rules.ts";
import { rules } from "../../modules/config/rules/rules.ts";

/** Number of rules in eksctl's table. */
const RULES_OF_EKSCTL = 251;

/** Rules of eksctl that no rule here repeats, and who judges instead. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  V1: "shape: EKS0001, EKS0314",
  V7: "shape: EKS0315",
  V8: "shape: EKS0001",
  V13: "the bootstrap names a missing program when it runs",
  V16: "defaults/version.ts",
  V17: "the AWS provider, at plan",
  V52: "defaults/zones.ts: every region in the table of zones has two",
  V57: "AWS, at plan: the subnet is looked up by all keys that are given",
  V58: "AWS, at plan: the subnet is looked up in the VPC",
  V61: "eksctl checks it when it adds a group to a cluster, not when it creates one",
  V62: "AWS, at plan: route tables of existing subnets",
  V70: "AWS, at plan: ranges of the existing VPC",
  V129: "EKS, at apply: the order of the graph makes capabilities last",
  V160: "AWS, at plan: placement groups",
  V162: "AWS, at plan: the Outpost of existing subnets",
  V221: "AWS, at plan: the AMI",
  V225: "AWS, at plan: the instance type",
  V244: "AWS, at plan: the launch template",
  V245: "AWS, at plan: the launch template",
  V246: "AWS, at plan: the launch template",
  V251: "shape: EKS0001, a managed group has no localZones",
  V247: "AWS, at plan: the launch template",
};

/** A test file, for the question what it shows. */
export interface TestFile {
  readonly file: string;
  readonly text: string;
}

const row = (cells: readonly string[]) =>
  `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;

/** Numbers of eksctl's rules that are neither a rule here nor judged elsewhere. */
export function missingRules(): readonly string[] {
  const known = new Set(rules.map(({ code }) => code));
  return Array.from({ length: RULES_OF_EKSCTL }, (_, index) => index + 1)
    .filter((number) => !known.has(codeOf(number)) && ELSEWHERE[`V${number}`] === undefined)
    .map((number) => `V${number}`);
}

const codeOf = (number: number) => `EKS${String(number).padStart(4, "0")}`;

function fateOf(path: string): string {
  const isIn = (field: string) =>
    path === field || path.startsWith(`${field}.`) || path.startsWith(`${field}[]`);
  if (NOT_PROVISIONED.some(({ field }) => isIn(field))) return "not yet";
  return Object.keys(WITHOUT_EFFECT).some(isIn) ? "no effect" : "yes";
}

/** Text of `docs/config-coverage.md`. */
export function coverageDocument(tests: readonly TestFile[]): string {
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
      fateOf(path),
      (readers.get(path) ?? []).join(" "),
    ]),
  );
  const byCode = new Map(all.map((rule) => [rule.code, rule]));
  const ruleRows = Array.from({ length: RULES_OF_EKSCTL }, (_, index) => {
    const rule = byCode.get(codeOf(index + 1));
    const number = `V${index + 1}`;
    return rule === undefined
      ? row([number, "", ELSEWHERE[number] ?? "–", ""])
      : row([number, rule.code, rule.name, shownBy(rule.code)]);
  });
  const own = all.filter(({ code }) => Number(code.slice(3)) > RULES_OF_EKSCTL);
  return `<!-- Made by "npm run docs" from modules/config. -->

# What is understood

## Fields

${fieldRows.length} fields. Each is shown by \`__tests__/unit/config/fields.test.ts\`: a value of its kind is taken, a value of another kind
is refused in its place, and it may be empty.

${row(["Field", "Kind", "Provisioned", "Rules that read it"])}
|---|---|---|---|
${fieldRows.join("\n")}

## Rules of eksctl

${row(["Rule", "Code", "What must be true, or who judges it", "Shown by"])}
|---|---|---|---|
${ruleRows.join("\n")}

## Rules of eksplan

${row(["Code", "What must be true", "Shown by"])}
|---|---|---|
${own.map(({ code, name }) => row([code, name, shownBy(code)])).join("\n")}
`;
}
