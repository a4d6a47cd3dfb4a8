import type { ClusterValues, CompiledTask } from "../../ir.ts";
import type { Environment } from "../../jinja/environment.ts";
import type { Scope } from "../../jinja/evaluate.ts";
import type { KubernetesClient } from "../kubernetes/client.ts";
import type { Diff } from "../output/diff.ts";
import type { Mask } from "../output/mask.ts";
import type { Children } from "../process/children.ts";
import type { ArgumentSpec, Arguments } from "./arguments.ts";

/** What a module returns, by Ansible's keys. `failed` is `false` unless it says otherwise. */
export interface ModuleResult {
  readonly changed: boolean;
  readonly failed?: boolean;
  readonly skipped?: boolean;
  readonly msg?: unknown;
  readonly diff?: Diff | readonly Diff[];
  readonly ansible_facts?: Readonly<Record<string, unknown>>;
  readonly [key: string]: unknown;
}

/** What a module may touch besides its arguments. */
export interface ModuleContext {
  readonly task: CompiledTask;
  readonly check: boolean;
  readonly diff: boolean;
  readonly verbosity: number;
  /** Environment of child processes: this process's without what is none of theirs, and the task's own. */
  readonly environment: Readonly<Record<string, string>>;
  readonly cluster: ClusterValues;
  /** Aborted when the task's time is over or the run is interrupted. */
  readonly signal: AbortSignal;
  readonly mask: Mask;
  readonly children: Children;
  /** Path of a file that a task names: its packed copy, or the path itself. */
  readonly file: (name: string) => string;
  readonly kubernetes: (args: Arguments) => Promise<KubernetesClient>;
  readonly variables: Scope;
  readonly jinja: Environment;
  /** Folder for files that are removed when the process ends, by the guard if it is killed. */
  readonly temporary: () => Promise<string>;
  /** A line of progress for tasks that take long. */
  readonly progress: (line: string) => void;
}

export interface Module {
  readonly spec: ArgumentSpec;
  /** Whether check mode can be answered without doing anything; otherwise the task is skipped in check mode. */
  readonly supportsCheck: boolean;
  /** @throws TaskFailure */
  readonly run: (args: Arguments, context: ModuleContext) => Promise<ModuleResult>;
}
