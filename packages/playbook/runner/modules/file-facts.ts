import { createHash } from "node:crypto";
import { readFileSync, type Stats } from "node:fs";
import { userInfo } from "node:os";

export const sha1 = (content: string | Buffer): string => createHash("sha1").update(content).digest("hex");

function nameOf(database: string, id: number): string | undefined {
  try {
    const line = readFileSync(database, "utf8")
      .split("\n")
      .find((entry) => entry.split(":")[2] === String(id));
    return line?.split(":")[0];
  } catch {
    return undefined;
  }
}

/** Name of this process's own user where no file has it, as on macOS. */
function ownName(uid: number): string | undefined {
  try {
    const user = userInfo();
    return user.uid === uid ? user.username : undefined;
  } catch {
    // A container's user may be nothing but a number, which no database knows.
    return undefined;
  }
}

export const ownerName = (uid: number): string => nameOf("/etc/passwd", uid) ?? ownName(uid) ?? String(uid);

export const groupName = (gid: number): string => nameOf("/etc/group", gid) ?? String(gid);

export function idOf(database: "/etc/passwd" | "/etc/group", name: string): number | undefined {
  if (/^\d+$/.test(name)) return Number(name);
  const line = readFileSync(database, "utf8")
    .split("\n")
    .find((entry) => entry.split(":")[0] === name);
  return line === undefined ? undefined : Number(line.split(":")[2]);
}

/** What Ansible's file modules say about a path. */
export function fileFacts(stats: Stats): Readonly<Record<string, unknown>> {
  const state = stats.isDirectory()
    ? "directory"
    : stats.isSymbolicLink()
      ? "link"
      : stats.nlink > 1
        ? "hard"
        : "file";
  return {
    uid: stats.uid,
    gid: stats.gid,
    owner: ownerName(stats.uid),
    group: groupName(stats.gid),
    mode: `0${(stats.mode & 0o7777).toString(8).padStart(3, "0")}`,
    state,
    size: stats.size,
  };
}
