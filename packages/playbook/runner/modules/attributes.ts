import { chmodSync, chownSync, lchownSync, lstatSync, type Stats, statSync } from "node:fs";
import { TaskFailure } from "../failure.ts";
import type { ArgumentSpec, Arguments } from "./arguments.ts";
import { groupName, idOf, ownerName } from "./file-facts.ts";
import { modeText, parseMode } from "./mode.ts";

/** Arguments that all modules for files share. */
export const fileSpec: ArgumentSpec = {
  mode: { type: "raw" },
  owner: {},
  group: {},
  unsafe_writes: { type: "bool", default: false },
};

export interface AttributeChange {
  readonly changed: boolean;
  readonly before: Readonly<Record<string, unknown>>;
  readonly after: Readonly<Record<string, unknown>>;
}

/** Brings mode, owner and group to what the task asks for. */
export function applyAttributes(
  file: string,
  args: Arguments,
  check: boolean,
  options: { readonly follow?: boolean; readonly mode?: unknown } = {},
): AttributeChange {
  const follow = options.follow ?? true;
  const stats: Stats = follow ? statSync(file) : lstatSync(file);
  const before: Record<string, unknown> = {};
  const after: Record<string, unknown> = {};
  const mode = options.mode ?? args.get("mode");
  if (mode !== undefined && mode !== "preserve" && !stats.isSymbolicLink()) {
    const wanted = parseMode(mode, stats.mode, stats.isDirectory());
    if (wanted !== (stats.mode & 0o7777)) {
      before["mode"] = modeText(stats.mode);
      after["mode"] = modeText(wanted);
      if (!check) chmodSync(file, wanted);
    }
  }
  const ids = { uid: stats.uid, gid: stats.gid };
  for (const [name, key, database] of [
    ["owner", "uid", "/etc/passwd"],
    ["group", "gid", "/etc/group"],
  ] as const) {
    const wanted = args.optionalText(name);
    if (wanted === undefined) continue;
    const id = idOf(database, wanted);
    if (id === undefined)
      throw new TaskFailure(
        `chown failed: failed to look up ${name === "owner" ? "user" : "group"} ${wanted}`,
      );
    if (id === ids[key]) continue;
    before[name] = name === "owner" ? ownerName(ids[key]) : groupName(ids[key]);
    after[name] = wanted;
    ids[key] = id;
  }
  if (!check && (ids.uid !== stats.uid || ids.gid !== stats.gid))
    (follow ? chownSync : lchownSync)(file, ids.uid, ids.gid);
  return { changed: Object.keys(after).length > 0, before, after };
}
