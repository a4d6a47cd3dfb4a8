import type { Conditions, Json, LoopControl, Position, UndoPhase } from "../ir.ts";

/** A task with everything inherited merged in, before variables are worked out. */
export interface DraftTask {
  readonly kind: "task";
  readonly name: string | undefined;
  readonly role: string | undefined;
  readonly module: string;
  readonly args: Readonly<Record<string, Json>>;
  /** All variables in sight, merged by precedence. */
  readonly vars: Readonly<Record<string, Json>>;
  readonly when: Conditions;
  readonly loop?: Json;
  readonly loopControl?: LoopControl;
  readonly register?: string;
  readonly changedWhen?: Conditions;
  readonly failedWhen?: Conditions;
  readonly ignoreErrors?: Json;
  readonly until?: Conditions;
  readonly retries?: Json;
  readonly delay?: Json;
  readonly environment: readonly (Readonly<Record<string, Json>> | string)[];
  readonly noLog?: Json;
  readonly checkMode?: Json;
  readonly diff?: Json;
  readonly timeout?: number;
  /** Names or topics as written. */
  readonly notify: readonly string[];
  /** Handlers: further topics that wake it. */
  readonly listen: readonly string[];
  readonly tags: readonly string[];
  readonly meta: TaskMetadata;
  readonly place: Place;
  readonly position: Position;
}

export interface DraftBlock {
  readonly kind: "block";
  readonly name: string | undefined;
  readonly role: string | undefined;
  readonly block: readonly Draft[];
  readonly rescue: readonly Draft[];
  readonly always: readonly Draft[];
  readonly meta: TaskMetadata;
  readonly position: Position;
}

export type Draft = DraftTask | DraftBlock;

/** The `bootstrap_*` variables of a task. */
export interface TaskMetadata {
  readonly key?: string;
  readonly undo?: "auto" | "none" | readonly DraftTask[];
  readonly undoPhase?: UndoPhase;
  readonly rerunOn?: readonly string[];
  readonly readOnly?: boolean;
  readonly requires?: readonly { readonly tool: string; readonly minimum?: string }[];
  /** How often `until` must hold in a row. */
  readonly inARow?: number;
}

/** Folders in which a task's files are looked for. */
export interface Place {
  /** Folder of the role, absolute. */
  readonly role?: string;
  /** Folder of the file that holds the task, absolute. */
  readonly tasks: string;
  /** Folder of the playbook, absolute. */
  readonly playbook: string;
}

export interface DraftPlay {
  readonly name: string;
  readonly forceHandlers: boolean;
  readonly position: Position;
  /** In order; "flush" where notified handlers run. */
  readonly steps: readonly (Draft | "flush")[];
  readonly handlers: readonly DraftTask[];
}

/** All tasks below a node, itself included. */
export function tasksOf(node: Draft): readonly DraftTask[] {
  return node.kind === "task" ? [node] : [...node.block, ...node.rescue, ...node.always].flatMap(tasksOf);
}
