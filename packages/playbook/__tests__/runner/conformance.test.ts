import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  node,
  startCluster,
  type TestCluster,
  tokenOf,
} from "../../../local-aws/__tests__/kubernetes/support.ts";
import type { Json } from "../../ir.ts";
// @ts-expect-error: a plain script, shared with the oracle
import { startHttpStub } from "../oracle/http-stub.mjs";
import { compile } from "./compile.ts";
import { type Outcome, run, temporaryFolder } from "./support.ts";

// Every playbook of packages/playbook/__tests__/oracle/conformance in four modes, against what real ansible-playbook said
// (packages/playbook/__tests__/oracle/conformance.py): status, changed, chosen return keys, recap, exit code.

const folder = path.resolve("packages/playbook/__tests__/oracle/conformance");
const fixtures = path.join(folder, "fixtures");

type Result = Readonly<Record<string, Json>>;
interface Event {
  readonly task?: string;
  readonly status?: string;
  readonly ignored?: boolean;
  readonly item?: boolean;
  readonly result?: Result;
  readonly recap?: Readonly<Record<string, number>>;
}
interface Answer {
  readonly exit: number;
  readonly events: readonly Event[];
}

const MODES = { check: ["--check"], run: [], again: [], "check-again": ["--check"] } as const;

/** Under which the answers were given. */
const UMASK = 0o022;

/** Where this runner differs on purpose, and why. */
const DIFFERENCES: readonly {
  readonly task: string;
  readonly keys: readonly string[];
  readonly why: string;
}[] = [{ task: "basic", keys: ["content"], why: "passwords are masked, also inside base64" }];

let http: { readonly url: string; readonly close: () => void };
let cluster: TestCluster;

beforeAll(async () => {
  http = (await startHttpStub()) as typeof http;
  cluster = await startCluster({ nodes: [node("n1")] });
});
afterAll(async () => {
  http.close();
  await cluster[Symbol.asyncDispose]();
});

function writeKubeconfig(target: string): string {
  const { endpoint, certificateAuthorityData } = cluster.endpoint;
  const config = {
    apiVersion: "v1",
    kind: "Config",
    "current-context": "c",
    clusters: [
      { name: "c", cluster: { server: endpoint, "certificate-authority-data": certificateAuthorityData } },
    ],
    users: [{ name: "u", user: { token: tokenOf("admin") } }],
    contexts: [{ name: "c", context: { cluster: "c", user: "u" } }],
  };
  writeFileSync(target, JSON.stringify(config));
  return target;
}

/** This runner's events in the oracle's form. */
function eventsOf(outcome: Outcome, replace: (text: string) => string): readonly Event[] {
  return (JSON.parse(replace(JSON.stringify(outcome.events))) as readonly Record<string, Json>[]).flatMap(
    (event): Event[] => {
      if (event["event"] === "recap") {
        const { event: _, host: __, failed, ...counts } = event;
        return [{ recap: { ...(counts as Record<string, number>), failures: Number(failed) } }];
      }
      if (event["event"] !== "task") return [];
      return [
        {
          task: String(event["task"]),
          status: String(event["status"]),
          ...(event["ignored"] === true && event["item"] === undefined ? { ignored: true } : {}),
          ...(event["item"] !== undefined ? { item: true } : {}),
          result: event["result"] as Result,
        },
      ];
    },
  );
}

/** One line for each thing that differs. */
function differences(expected: readonly Event[], got: readonly Event[]): readonly string[] {
  const lines: string[] = [];
  for (let at = 0; at < Math.max(expected.length, got.length); at++) {
    const [wanted, found] = [expected[at], got[at]];
    const name = wanted?.task ?? found?.task ?? "recap";
    if (wanted === undefined || found === undefined || wanted.task !== found.task) {
      lines.push(
        `${at}: expected ${wanted?.task ?? JSON.stringify(wanted?.recap)}, got ${found?.task ?? JSON.stringify(found?.recap)}`,
      );
      return lines;
    }
    if (wanted.recap !== undefined) {
      if (JSON.stringify(sorted(wanted.recap)) !== JSON.stringify(sorted(found.recap ?? {})))
        lines.push(`recap: expected ${JSON.stringify(wanted.recap)}, got ${JSON.stringify(found.recap)}`);
      continue;
    }
    for (const key of ["status", "ignored", "item"] as const) {
      if (wanted[key] !== found[key] && !isAllowed(name, key))
        lines.push(
          `${name}: ${key} expected ${wanted[key]}, got ${found[key]} (${JSON.stringify(found.result?.["msg"])})`,
        );
    }
    for (const [key, value] of Object.entries(wanted.result ?? {})) {
      if (isAllowed(name, key)) continue;
      const own =
        key === "start"
          ? found.result?.["start"] !== undefined && found.result["start"] !== null
          : found.result?.[key];
      if (JSON.stringify(sorted(value)) !== JSON.stringify(sorted(own as Json)))
        lines.push(`${name}: ${key} expected ${JSON.stringify(value)}, got ${JSON.stringify(own)}`);
    }
  }
  return lines;
}

const isAllowed = (task: string, key: string): boolean =>
  DIFFERENCES.some((entry) => entry.task === task && entry.keys.includes(key));

function sorted(value: Json | undefined): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, sorted(item as Json)]),
  );
}

const names = ["control", "command", "files", "loops", "blocks", "http", "templates", "kubernetes"];

describe.for(names)("%s.yml", (name) => {
  const answersFile = path.join(folder, "answers", `${name}.json`);
  test.skipIf(!existsSync(answersFile))(
    "says what ansible-playbook says: checked, run, run again, checked again",
    { timeout: 120_000 },
    async () => {
      const answers = JSON.parse(readFileSync(answersFile, "utf8")) as Record<keyof typeof MODES, Answer>;
      using temporary = temporaryFolder();
      const work = path.join(temporary.path, "work");
      mkdirSync(work);
      const kubeconfig = writeKubeconfig(path.join(temporary.path, "kubeconfig.json"));
      const vars = { work, http: http.url, fixtures, kubeconfig };
      const replace = (text: string): string =>
        text
          .replaceAll(work, "<work>")
          .replaceAll(fixtures, "<fixtures>")
          .replaceAll(http.url, "<http>")
          .replaceAll(kubeconfig, "<kubeconfig>");
      const playbook = compile(readFileSync(path.join(folder, `${name}.yml`), "utf8"));
      for (const mode of (Object.keys(MODES) as (keyof typeof MODES)[]).filter((known) => known in answers)) {
        const outcome = await run(["play", ...MODES[mode]], {
          cwd: temporary.path,
          playbook,
          vars,
          env: { EKS_BOOTSTRAP_LOG: "json", CONFORMANCE_VAR: "from env" },
          umask: UMASK,
        });
        expect(outcome.stderr).toBe("");
        const expected = answers[mode];
        expect(differences(expected.events, eventsOf(outcome, replace)), `mode ${mode}`).toEqual([]);
        // 3 tells "would change", which Ansible has no code for.
        expect(outcome.code === 3 ? 0 : outcome.code).toBe(expected.exit);
      }
    },
  );
});
