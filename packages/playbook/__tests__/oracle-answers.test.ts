import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import type { Json } from "../ir.ts";

// What an oracle has said on one machine has to be true on every other: no size that a file system makes, no owner, no
// path, no port, no time.

const FOLDER = "packages/playbook/__tests__/oracle/conformance/answers";
const FILES = readdirSync(FOLDER).sort();

/** Facts of the machine, or of the minute, that Ansible tells with many results. */
const OF_THE_MACHINE = /^(?:uid|gid|owner|group|user|[acm]time|inode|dev|delta|end|date|pid|hostname)$/;

/** What every machine has, or none. */
const EVERYWHERE = new Set(["/dev/null", "/nonexistent", "/", "/a", "/h"]);

function complaints(value: Json, at: string): readonly string[] {
  if (typeof value === "string")
    return [...value.matchAll(/(?<![\w.>:/}-])\/[\w.~-]+(?:\/[\w.~-]+)*/g)]
      .filter(([found]) => !EVERYWHERE.has(found))
      .map(([found]) => `${at}: ${found}`);
  if (typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((item, index) => complaints(item, `${at}[${index}]`));
  const { state } = value as Readonly<Record<string, Json>>;
  return Object.entries(value).flatMap(([key, item]) => {
    const here = `${at}.${key}`;
    if (OF_THE_MACHINE.test(key) && typeof item !== "object") return [`${here}: ${item}`];
    // A server's own; the lowest one is that which nobody listens at.
    if (key === "port" && typeof item === "number" && item > 1) return [`${here}: ${item}`];
    if (key === "size" && (state === "directory" || state === "link"))
      return [`${here}: ${item} of a ${state}`];
    return complaints(item, here);
  });
}

test.for(FILES)("%s holds nothing of the machine that it was recorded on", (name) => {
  expect(complaints(JSON.parse(readFileSync(path.join(FOLDER, name), "utf8")) as Json, name)).toEqual([]);
});
