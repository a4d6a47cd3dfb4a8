import { existsSync, readFileSync, statSync } from "node:fs";
import net from "node:net";
import { pythonRegex } from "../../jinja/regex.ts";
import { TaskFailure } from "../failure.ts";
import { sleep } from "../http.ts";
import type { Arguments } from "./arguments.ts";
import { fileFacts } from "./file-facts.ts";
import type { Module, ModuleContext } from "./module.ts";

interface Probe {
  readonly met: boolean;
  readonly groups?: readonly (string | null)[];
}

/** Connects, and reads for a pattern if there is one. */
function probePort(
  host: string,
  port: number,
  seconds: number,
  pattern: RegExp | undefined,
): Promise<Probe & { readonly open: boolean }> {
  return new Promise((resolve) => {
    let text = "";
    const socket = net.connect({ host, port });
    const finish = (open: boolean, probe: Probe): void => {
      socket.destroy();
      resolve({ open, ...probe });
    };
    socket.setTimeout(seconds * 1000, () => finish(!socket.connecting, { met: false }));
    socket.on("connect", () => pattern === undefined && finish(true, { met: true }));
    socket.on("data", (chunk: Buffer) => {
      text += chunk.toString("latin1");
      const match = pattern?.exec(text);
      if (match) finish(true, { met: true, groups: [...match].slice(1).map((group) => group ?? null) });
    });
    socket.on("close", () => finish(true, { met: false }));
    socket.on("error", () => finish(false, { met: false }));
  });
}

function probeFile(file: string, pattern: RegExp | undefined): Probe {
  if (!existsSync(file)) return { met: false };
  if (pattern === undefined) return { met: true };
  const match = pattern.exec(readFileSync(file, "latin1"));
  return match === null
    ? { met: false }
    : { met: true, groups: [...match].slice(1).map((group) => group ?? null) };
}

async function probe(args: Arguments, pattern: RegExp | undefined): Promise<boolean | Probe> {
  const state = args.text("state");
  const wantsOpen = state === "present" || state === "started";
  if (args.has("path")) {
    const found = probeFile(args.text("path"), pattern);
    return wantsOpen ? found : !found.met;
  }
  const found = await probePort(
    args.text("host"),
    args.number("port"),
    args.number("connect_timeout"),
    wantsOpen ? pattern : undefined,
  );
  return wantsOpen ? found : !found.open;
}

async function wait(
  args: Arguments,
  pattern: RegExp | undefined,
  { signal }: ModuleContext,
): Promise<Probe | undefined> {
  const deadline = Date.now() + args.number("timeout") * 1000;
  if (args.number("delay") > 0) await sleep(args.number("delay") * 1000, signal);
  for (;;) {
    const answer = await probe(args, pattern);
    if (typeof answer === "boolean" ? answer : answer.met)
      return typeof answer === "boolean" ? { met: true } : answer;
    if (Date.now() >= deadline) return undefined;
    await sleep(Math.min(args.number("sleep") * 1000, Math.max(1, deadline - Date.now())), signal);
  }
}

/** What Ansible adds to every result that has a path. */
const pathFacts = (args: Arguments): Readonly<Record<string, unknown>> =>
  args.has("path") && existsSync(args.text("path")) ? fileFacts(statSync(args.text("path"))) : {};

export const waitFor: Module = {
  spec: {
    host: { default: "127.0.0.1" },
    port: { type: "int" },
    path: { type: "path" },
    state: { default: "started", choices: ["absent", "present", "started", "stopped"] },
    timeout: { type: "int", default: 300 },
    connect_timeout: { type: "int", default: 5 },
    delay: { type: "int", default: 0 },
    sleep: { type: "int", default: 1 },
    search_regex: {},
    msg: {},
  },
  supportsCheck: false,
  run: async (args, context) => {
    if (args.has("port") && args.has("path"))
      throw new TaskFailure("port and path parameter can not both be passed to wait_for");
    if (args.text("state") === "stopped" && args.has("path"))
      throw new TaskFailure("state=stopped should only be used for checking a port in the wait_for module");
    const start = Date.now();
    const elapsed = (): number => Math.floor((Date.now() - start) / 1000);
    const base = {
      state: args.text("state"),
      path: args.get("path") ?? null,
      port: args.get("port") ?? null,
      search_regex: args.get("search_regex") ?? null,
    };
    if (!args.has("port") && !args.has("path")) {
      await sleep(args.number("timeout") * 1000, context.signal);
      return { changed: false, elapsed: elapsed(), ...base };
    }
    const pattern = args.has("search_regex")
      ? pythonRegex(args.text("search_regex"), { multiline: true })
      : undefined;
    const found = await wait(args, pattern, context);
    if (found === undefined) {
      const what = args.has("path") ? args.text("path") : `${args.text("host")}:${args.text("port")}`;
      throw new TaskFailure(
        args.optionalText("msg") ??
          `Timeout when waiting for ${args.has("search_regex") ? "search string " : ""}${what}`,
        { elapsed: elapsed() },
      );
    }
    return {
      changed: false,
      elapsed: elapsed(),
      match_groups: found.groups ?? [],
      match_groupdict: {},
      ...base,
      ...pathFacts(args),
    };
  },
};
