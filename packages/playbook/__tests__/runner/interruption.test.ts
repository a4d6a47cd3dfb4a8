import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { compile } from "./compile.ts";
import { finish, start, temporaryFolder } from "./support.ts";

// A task in the middle of a program with a grandchild, and a secret in a temporary file.

const tasks = `
- name: secret in a file
  script: say.sh
  no_log: true
- name: long
  shell: "sleep 1000 & echo $! > grandchild; echo $$ > child; sleep 0.3; echo started > started; wait"
`;

const isAlive = (pid: number): boolean => {
  try {
    // A zombie has ended: it only waits to be counted.
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
};

async function until(condition: () => boolean, what: string): Promise<void> {
  for (let waited = 0; waited < 15_000; waited += 50) {
    if (condition()) return;
    await sleep(50);
  }
  throw new Error(`never ${what}`);
}

const leftovers = (folder: string): readonly string[] =>
  readdirSync(folder).filter((name) => name.startsWith("eksplan-"));

test.skipIf(process.platform !== "linux").for([
  ["SIGINT", 130],
  ["SIGTERM", 143],
  ["SIGKILL", -1],
] as const)(
  "%s in the middle of a task leaves no process and no temporary file",
  { timeout: 40_000 },
  async ([signal, code]) => {
    using folder = temporaryFolder();
    const { writeFileSync } = await import("node:fs");
    writeFileSync(`${folder.path}/say.sh`, "#!/bin/sh\ntrue\n");
    const child = await start(["play"], { cwd: folder.path, playbook: compile(tasks) });
    const finished = finish(child);
    const read = (name: string): number => Number(readFileSync(`${folder.path}/${name}`, "utf8"));
    await until(() => readdirSync(folder.path).includes("started"), "started");
    expect(leftovers(folder.path)).toHaveLength(1);
    const [inner, grandchild] = [read("child"), read("grandchild")];
    expect([inner, grandchild].map(isAlive)).toEqual([true, true]);
    child.kill(signal);
    expect((await finished).code).toBe(code);
    await until(() => !isAlive(inner) && !isAlive(grandchild), "ended");
    await until(() => leftovers(folder.path).length === 0, "removed its files");
  },
);
