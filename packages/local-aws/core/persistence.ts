import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import type { Change, Store } from "./store.ts";

/**
 * Keeps a store in a file of JSON lines: the state when it was opened, then every change in order. A change is written before
 * its call is answered, so that killing the process loses at most the call in flight.
 */
export interface StateFile {
  close(): void;
}

export class StateFileError extends Error {}

function readChanges(file: string): readonly Change[] {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new StateFileError(`state file ${file} can't be read: ${(error as Error).message}`);
  }
  const lines = text.split("\n");
  // Only the last line may be cut off: the process was killed while it wrote.
  const last = lines.pop();
  const changes: Change[] = [];
  for (const [index, line] of lines.entries()) {
    if (line === "") continue;
    const read = changesOf(line);
    if (read === undefined) {
      throw new StateFileError(
        `state file ${file} is broken at line ${index + 1}: not a list of changes in JSON`,
      );
    }
    changes.push(...read);
  }
  if (last !== undefined && last !== "")
    console.error(`state file ${file}: the last line is incomplete and left out`);
  return changes;
}

function changesOf(line: string): readonly Change[] | undefined {
  let read: unknown;
  try {
    read = JSON.parse(line);
  } catch {
    return undefined;
  }
  return Array.isArray(read) && read.every(isChange) ? read : undefined;
}

function isChange(value: unknown): value is Change {
  if (typeof value !== "object" || value === null) return false;
  const { collection, scope, key } = value as Partial<Record<keyof Change, unknown>>;
  return [collection, scope, key].every((member) => typeof member === "string");
}

export function openStateFile(file: string, store: Store): StateFile {
  if (existsSync(file)) store.load(readChanges(file));
  // Written aside and renamed: a kill while the history is being folded leaves the old file as it was.
  const fresh = `${file}.new`;
  const descriptor = openForWriting(fresh);
  for (const change of store.snapshot()) writeSync(descriptor, `${JSON.stringify([change])}\n`);
  fsyncSync(descriptor);
  renameSync(fresh, file);
  store.onCommit = (changes) => {
    writeSync(descriptor, `${JSON.stringify(changes)}\n`);
  };
  return {
    close: () => {
      store.onCommit = () => {};
      fsyncSync(descriptor);
      closeSync(descriptor);
    },
  };
}

function openForWriting(file: string): number {
  try {
    return openSync(file, "w", 0o600);
  } catch (error) {
    throw new StateFileError(`state file ${file} can't be written: ${(error as Error).message}`);
  }
}
