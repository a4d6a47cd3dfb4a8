import { EDITS, type Edit, type Effect, type RecordedEdit } from "./edit-rows.ts";

const SECTIONS: Readonly<
  Record<Exclude<Effect, "fails">, { readonly title: string; readonly text: string }>
> = {
  nothing: {
    title: "Changes nothing",
    text: "The plan is empty: the value is what silence means, or the reason says who else it belongs to.",
  },
  "in place": {
    title: "In place",
    text: "What is there is changed, or something comes or goes beside it. Nodes and pods go on running.",
  },
  "rolls nodes": {
    title: "Rolls nodes",
    text: `The node group stays, its nodes are replaced: EKS starts new ones, waits for them, moves the pods and only then ends the
old ones, \`updateConfig.maxUnavailable\` at a time, one if the file does not say. A pod that a disruption budget does not let go
stops it: the plan fails, the group stays, and the next deploy tries again. A change of the whole cluster rolls every group.`,
  },
  replaces: {
    title: "Replaces",
    text: `\`A → B\` is the order. Node groups have a suffix in their names, so that the new one stands before the old one goes; with
profile \`eksctl\` they have none, and EKS refuses a second one of the same name.`,
  },
  refused: {
    title: "Refused",
    text: "Nothing is changed. The message says how to do it, if there is a way.",
  },
};

const SIGNS: readonly (readonly [sign: string, words: (what: string) => string])[] = [
  ["+/-", (what) => `new ${what} → old one goes`],
  ["-/+", (what) => `old ${what} goes → new one`],
  ["~", (what) => `${what} changes`],
  ["+", (what) => `${what} is added`],
  ["-", (what) => `${what} goes`],
];

/** \`+/-aws_eks_node_group(capacity_type)\` for people. */
function inWords(detail: string): string {
  const [sign = "", words] = SIGNS.find(([each]) => detail.startsWith(each)) ?? [];
  const [, type = "", changed] = /^aws_([a-z_]+)(?:\((.*)\))?$/.exec(detail.slice(sign.length)) ?? [];
  if (words === undefined || type === "") return detail;
  const what = type.replace(/^(?:eks|iam|cloudwatch)_/, "").replaceAll("_", " ");
  return changed === undefined ? words(what) : `${words(what)} (${changed.split(",").join(", ")})`;
}

const row = (cells: readonly string[]) =>
  `| ${cells.map((cell) => cell.replaceAll("|", "\\|").replaceAll("<", "&lt;")).join(" | ")} |`;

/** Edits of one field that have one effect in one row. */
function merged(
  rows: readonly RecordedEdit[],
): readonly (RecordedEdit & { readonly edits: readonly Edit[] })[] {
  const found = new Map<string, RecordedEdit & { edits: Edit[] }>();
  for (const one of rows) {
    const key = [one.field, one.effect, one.details, one.reason].join("\n");
    const known = found.get(key);
    if (known === undefined) found.set(key, { ...one, edits: [one.edit] });
    else known.edits.push(one.edit);
  }
  return [...found.values()];
}

function section(effect: Exclude<Effect, "fails">, rows: readonly RecordedEdit[]): string {
  const { title, text } = SECTIONS[effect];
  const body = merged(rows.filter((one) => one.effect === effect)).map(
    ({ field, edits, details, reason }) => {
      const what = details === "-" ? "" : details.split(" ").map(inWords).join("; ");
      return row([
        `\`${field}\``,
        edits.join(", "),
        [what, reason].filter((words) => words !== "").join(". "),
      ]);
    },
  );
  return body.length === 0
    ? ""
    : `## ${title}\n\n${text}\n\n${row(["Field", "Edit", "What happens"])}\n|---|---|---|\n${body.join("\n")}\n`;
}

/** Text of `docs/edits.md`. */
export function editsDocument(rows: readonly RecordedEdit[]): string {
  const good = rows.filter(({ isBad }) => !isBad);
  const others = [
    ...new Set(rows.filter(({ isBad }) => isBad).map(({ field, edit }) => `\`${field}\` ${edit}`)),
  ];
  const sections = (Object.keys(SECTIONS) as (keyof typeof SECTIONS)[]).map((effect) =>
    section(effect, good),
  );
  return `<!-- Made by "npm run docs" from __tests__/living/edits.txt. -->

# What an edit of a deployed cluster does

Each row is an edit of a cluster file after a deploy, as Terraform plans it (\`__tests__/living\`; the local AWS, the real provider):
${Object.entries(EDITS)
  .map(([edit, words]) => `**${edit}** is ${words}`)
  .join(", ")}. \`cdktf diff\` shows the same of your own edit before anything is done.

${sections.filter((text) => text !== "").join("\n")}${
  others.length === 0
    ? ""
    : `\n## Not promised\n\nThese edits do not end well yet. Make a new cluster, or ask first:\n\n${others.map((one) => `- ${one}`).join("\n")}\n`
}`;
}
