import type { Effect } from "../../commands/docs/edit-rows.ts";

const SIGNS = ["+", "~", "-", "+/-", "-/+"] as const;
type Sign = (typeof SIGNS)[number];

/** What a plan does to one resource. */
export interface Touch {
  readonly address: string;
  readonly type: string;
  readonly sign: Sign;
  /** Arguments that change; those that force a replacement alone, where there is one. */
  readonly changed: readonly string[];
}

/**
 * What a plan, as `terraform plan` prints it, does to managed resources. Its JSON would take another run of Terraform, which is
 * half the time of a plan, and has arguments in it that Terraform itself knows to be the same.
 * @see https://developer.hashicorp.com/terraform/internals/json-format
 */
export function touches(text: string): readonly Touch[] {
  const [resources = ""] = text.split(/^Plan: /m, 1);
  const blocks = resources.split(/^ {2}# (?=[a-z])/m).slice(1);
  return blocks.flatMap((block) => {
    const head = /^ *(\+\/-|-\/\+|[+~-]) resource "(\w+)"/m.exec(block);
    const [, mark = "", type = ""] = head ?? [];
    const sign = SIGNS.find((each) => each === mark);
    const [address = ""] = block.split(/[ \n]/, 1);
    return sign === undefined ? [] : [{ address, type, sign, changed: changedIn(block, sign) }];
  });
}

function changedIn(block: string, sign: Sign): readonly string[] {
  if (sign === "+" || sign === "-") return [];
  const found = { all: new Set<string>(), forcing: new Set<string>() };
  let argument = "";
  for (const line of block.split("\n")) {
    // Arguments and blocks of the resource itself stand there; what is in them further in.
    const [, changed] = /^ {6}(?:-\/\+|[+~-]) "?(\w+)/.exec(line) ?? [];
    argument = changed ?? argument;
    if (changed !== undefined && changed !== "tags_all") found.all.add(changed);
    if (argument !== "" && line.includes("# forces replacement")) found.forcing.add(argument);
  }
  return [...(sign === "~" ? found.all : found.forcing)].sort();
}

/** Arguments of a managed node group for which EKS makes every node anew. */
const ROLLING: ReadonlySet<string> = new Set(["launch_template", "release_version", "version"]);

/** What a person calls it. */
export function effectOf(all: readonly Touch[]): Effect {
  if (all.some(({ sign }) => sign === "+/-" || sign === "-/+")) return "replaces";
  const rolls = (one: Touch) =>
    one.type === "aws_eks_node_group" && one.sign === "~" && one.changed.some((name) => ROLLING.has(name));
  if (all.some(rolls)) return "rolls nodes";
  return all.length === 0 ? "nothing" : "in place";
}

/** Types whose old one must never go before the new one stands, and those of which there cannot be two. */
const NEVER_DESTROYED_FIRST: ReadonlySet<string> = new Set([
  "aws_eks_node_group",
  "aws_launch_template",
  "aws_nat_gateway",
  "aws_iam_role",
]);
const NEVER_REPLACED: ReadonlySet<string> = new Set([
  "aws_eks_cluster",
  "aws_vpc",
  "aws_subnet",
  "aws_kms_key",
]);

/** Why a plan must not be carried out, by the rule for every edit; undefined if it may. */
export function faultOf(all: readonly Touch[]): string | undefined {
  const replaced = all.find(({ type, sign }) => sign.length === 3 && NEVER_REPLACED.has(type));
  if (replaced !== undefined) return `${replaced.type} is replaced`;
  const has = (wanted: Sign) =>
    all.some(({ type, sign }) => type === "aws_eks_node_group" && sign === wanted);
  // Nothing puts two resources in order that do not know each other.
  if (has("+") && has("-")) return "the old nodes may go before the new ones stand";
  const first = all.find(({ type, sign }) => sign === "-/+" && NEVER_DESTROYED_FIRST.has(type));
  return first === undefined ? undefined : `${first.type} goes before the new one stands`;
}

/** Few words for many resources: each kind of change of each type once. */
export function describeTouches(all: readonly Touch[]): string {
  const kinds = new Map<string, Set<string>>();
  for (const { type, sign, changed } of all) {
    const kind = `${sign}${type}`;
    kinds.set(kind, new Set([...(kinds.get(kind) ?? []), ...changed]));
  }
  return [...kinds]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([kind, changed]) =>
      changed.size === 0 || changed.size > 5 ? kind : `${kind}(${[...changed].sort().join(",")})`,
    )
    .join(" ");
}

/** What becomes of an edited file: refused by a rule or at plan, or planned. */
export type Planned =
  | { readonly kind: "refused"; readonly by: string }
  | { readonly kind: "fails"; readonly message: string }
  | { readonly kind: "planned"; readonly touches: readonly Touch[] };

const PRECONDITION = "Resource precondition failed";

/** What Terraform's error output says: that the program refuses, or something that nobody meant. */
export function refusal(stderr: string): Planned {
  const errors = stderr
    .replaceAll(/[│╷╵]/g, "")
    .split(/^\s*Error: /m)
    .slice(1)
    .map((text) => text.split(/\n\s*\n/).map((paragraph) => paragraph.replaceAll(/\s+/g, " ").trim()))
    .map((paragraphs) => paragraphs.filter((paragraph) => paragraph !== ""));
  const isRefused = errors.length > 0 && errors.every(([title]) => title === PRECONDITION);
  const said = [
    ...new Set(errors.map((paragraphs) => (isRefused ? (paragraphs.at(-1) ?? "") : paragraphs.join(": ")))),
  ];
  return isRefused
    ? { kind: "refused", by: said.join(" ") }
    : { kind: "fails", message: said.join("; ").slice(0, 300) || stderr.slice(-300) };
}
