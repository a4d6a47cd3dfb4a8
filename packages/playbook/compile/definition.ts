import type { CompiledNode, CompiledTask } from "../ir.ts";
import type { PackedFile } from "./files.ts";
import { canonical, digest } from "./keys.ts";
import { METADATA } from "./keywords.ts";
import { MODULES } from "./modules.ts";

/**
 * What a task does, without what is only said about it: names, tags, places, patience and secrecy change nothing, so
 * they run nothing again.
 */
function meaning(task: CompiledTask, files: ReadonlyMap<string, PackedFile>): unknown {
  const {
    module,
    args,
    vars,
    when,
    loop,
    loopControl,
    register,
    changedWhen,
    failedWhen,
    until,
    environment,
    ignoreErrors,
  } = task;
  const own = Object.keys(task.files ?? {}).map((name) => [name, files.get(name)?.hash]);
  return {
    module,
    epoch: MODULES[module]?.epoch,
    args,
    vars: Object.fromEntries(Object.entries(vars).filter(([name]) => !METADATA.has(name))),
    when,
    loop,
    loopVar: loopControl?.loopVar,
    indexVar: loopControl?.indexVar,
    register,
    changedWhen,
    failedWhen,
    until,
    environment,
    ignoreErrors,
    files: own.length > 0 ? own : undefined,
  };
}

function meaningOf(node: CompiledNode, files: ReadonlyMap<string, PackedFile>): unknown {
  if (node.kind === "task") return meaning(node, files);
  const part = (nodes: readonly CompiledNode[]): readonly unknown[] =>
    nodes.map((inner) => meaningOf(inner, files));
  return { block: part(node.block), rescue: part(node.rescue), always: part(node.always) };
}

/** Changes exactly when the unit must run again, values from Terraform apart. */
export function definition(
  body: readonly CompiledNode[],
  prelude: readonly CompiledTask[],
  files: ReadonlyMap<string, PackedFile>,
  rerunOn: readonly string[],
): string {
  return digest(
    canonical({
      body: body.map((node) => meaningOf(node, files)),
      prelude: prelude.map((task) => meaning(task, files)),
      rerunOn: rerunOn.length > 0 ? rerunOn : undefined,
    }),
  );
}
