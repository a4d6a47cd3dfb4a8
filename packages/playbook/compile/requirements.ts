import type { CompiledNode, CompiledTask, CompiledUnit, Requirement } from "../ir.ts";
import { isTemplate } from "../jinja/render.ts";
import { MODULES } from "./modules.ts";
import { Statics, type StaticValues } from "./statics.ts";

/** Programs around a cluster, and the lowest version that works with one. */
const TOOLS: Readonly<Record<string, { readonly minimum?: string }>> = {
  aws: { minimum: "2.0" },
  // Speaks client.authentication.k8s.io/v1beta1, which every kubectl of today wants.
  "aws-iam-authenticator": { minimum: "0.5.4" },
  flux: { minimum: "2.0" },
  helm: { minimum: "3.8" },
  kubectl: {},
};

const COMMANDS = new Set(["ansible.builtin.command", "ansible.builtin.shell"]);

/** What kubectl may be off by: one minor version. @see https://kubernetes.io/releases/version-skew-policy/#kubectl */
function skew(version: unknown): { readonly minimum?: string; readonly maximum?: string } {
  const [, major, minor] = /^(\d+)\.(\d+)$/.exec(String(version)) ?? [];
  if (minor === undefined) return {};
  return { minimum: `${major}.${Number(minor) - 1}`, maximum: `${major}.${Number(minor) + 1}` };
}

/** The program that a command is certain to start, by the name under which PATH knows it. */
function programOf(task: CompiledTask, values: StaticValues): string | undefined {
  if (!COMMANDS.has(task.module)) return undefined;
  const { argv, cmd } = task.args;
  const first = Array.isArray(argv) ? (argv[0] as unknown) : /^\s*(\S+)/.exec(String(cmd ?? ""))?.[1];
  if (typeof first !== "string" || isTemplate(first) || !Object.hasOwn(TOOLS, first)) return undefined;
  // Whoever expects a failure, or brings a PATH, knows better than a look at this machine.
  const { ignoreErrors, failedWhen, environment, when = [] } = task;
  if (ignoreErrors !== undefined || failedWhen !== undefined || environment !== undefined) return undefined;
  return new Statics(task.vars, values).condition(when) === true ? first : undefined;
}

/** Tasks whose failure fails the unit. */
const decisive = (node: CompiledNode): readonly CompiledTask[] =>
  node.kind === "task"
    ? [node]
    : [...(node.rescue.length === 0 ? node.block : []), ...node.always].flatMap(decisive);

const all = (node: CompiledNode): readonly CompiledTask[] =>
  node.kind === "task" ? [node] : [...node.block, ...node.rescue, ...node.always].flatMap(all);

function* toolsOf(unit: CompiledUnit, values: StaticValues): Generator<Omit<Requirement, "neededBy">> {
  const nodes = [...unit.prelude, ...unit.body];
  for (const task of nodes.flatMap(all)) {
    const { tool } = MODULES[task.module] ?? {};
    if (tool !== undefined) yield { tool: tool.name, minimum: tool.minimum };
    yield* task.requires ?? [];
  }
  for (const task of nodes.flatMap(decisive)) {
    const tool = programOf(task, values);
    if (tool !== undefined)
      yield { tool, ...(tool === "kubectl" ? skew(values.eks["version"]) : TOOLS[tool]) };
  }
}

const higher = (a: string | undefined, b: string | undefined): string | undefined => {
  if (a === undefined || b === undefined) return a ?? b;
  return a.localeCompare(b, "en", { numeric: true }) < 0 ? b : a;
};

/** Programs that must be on PATH, by name, with who needs them. */
export function requirementsOf(
  units: readonly { readonly unit: CompiledUnit }[],
  values: StaticValues,
): readonly Requirement[] {
  const needed = new Map<string, Requirement & { readonly neededBy: string[] }>();
  for (const { unit } of units) {
    for (const { tool, ...range } of toolsOf(unit, values)) {
      const { neededBy = [], ...before }: Partial<Omit<Requirement, "neededBy">> & { neededBy?: string[] } =
        needed.get(tool) ?? {};
      const minimum = higher(before.minimum, range.minimum);
      const maximum = range.maximum ?? before.maximum;
      if (!neededBy.includes(unit.key)) neededBy.push(unit.key);
      needed.set(tool, {
        tool,
        ...(minimum !== undefined && { minimum }),
        ...(maximum !== undefined && { maximum }),
        neededBy,
      });
    }
  }
  return [...needed.values()].sort((a, b) => (a.tool < b.tool ? -1 : 1));
}
