import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Running, start } from "../../support/process.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "local-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** PATH without Terraform: this is about the command, and must work without it. */
const local = (...args: readonly string[]): Running =>
  start([process.execPath, "tools/run.mjs", "commands/local.ts", ...args], {
    env: { PATH: "/usr/bin:/bin" },
  });

/** One call of EC2 over the wire, without any client. */
const callEc2 = (form: string, ...options: readonly string[]) =>
  local(
    ...options,
    "--",
    process.execPath,
    "-e",
    `fetch(process.env.AWS_ENDPOINT_URL, {
      method: "POST",
      headers: {
        authorization: "AWS4-HMAC-SHA256 Credential=123456789012/20261123/eu-central-1/ec2/aws4_request",
        "content-type": "application/x-www-form-urlencoded",
      },
      body: "Version=2016-11-15&${form}",
    }).then((answer) => answer.text()).then(console.log)`,
  ).finished;

const shell = (script: string, ...options: readonly string[]) =>
  local(...options, "--", "sh", "-c", script).finished;

describe("npm run local -- COMMAND", { timeout: 60_000 }, () => {
  test("gives the command the local AWS and nothing that leads elsewhere", async () => {
    const { code, stdout, stderr } = await start(
      [
        process.execPath,
        ...["tools/run.mjs", "commands/local.ts", "--account", "111122223333", "--", "sh", "-c"],
        "env | grep -E '^(AWS|NO_PROXY)' | sort",
      ],
      {
        env: {
          AWS_PROFILE: "production",
          AWS_CA_BUNDLE: "/etc/ca.pem",
          AWS_ENDPOINT_URL_EC2: "https://ec2.eu-central-1.amazonaws.com",
          AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "true",
          AWS_ROLE_ARN: "arn:aws:iam::123456789012:role/production",
          AWS_REGION: "eu-west-1",
          HTTP_PROXY: "http://proxy.example:3128",
          NO_PROXY: "intranet.example",
        },
      },
    ).finished;
    expect(code).toBe(0);
    expect(stdout.replace(/:\d+$/m, ":PORT").trim().split("\n")).toEqual([
      "AWS_ACCESS_KEY_ID=111122223333",
      "AWS_CONFIG_FILE=/dev/null",
      "AWS_DEFAULT_REGION=eu-west-1",
      "AWS_EC2_METADATA_DISABLED=true",
      "AWS_ENDPOINT_URL=http://127.0.0.1:PORT",
      "AWS_REGION=eu-west-1",
      "AWS_SECRET_ACCESS_KEY=secret-of-the-local-aws",
      "AWS_SHARED_CREDENTIALS_FILE=/dev/null",
      "NO_PROXY=intranet.example,127.0.0.1,localhost",
    ]);
    expect(stderr).toContain("local: no object is left");
  });

  test("ends with the command's exit code", async () => {
    expect((await shell("exit 7")).code).toBe(7);
  });

  test("a command that doesn't exist is named", async () => {
    const { code, stderr } = await local("--", "no-such-program").finished;
    expect(code).toBe(1);
    expect(stderr).toContain("no-such-program");
  });

  test("hands SIGTERM on and waits for the command", async () => {
    const running = local(
      "--",
      "sh",
      "-c",
      "trap 'echo ending; exit 3' TERM; echo ready; while :; do sleep 0.1; done",
    );
    while (!running.output().includes("ready")) await sleep(20);
    running.signal("SIGTERM");
    const { code, stdout } = await running.finished;
    expect(code).toBe(3);
    expect(stdout).toContain("ending");
  });

  test("says what is left and keeps it in the state file", async () => {
    const state = path.join(folder, "state");
    const first = await callEc2("Action=CreateVpc&CidrBlock=10.0.0.0/16", "--state", state);
    expect(first.stderr).toContain("1 ec2/vpcs");
    const second = await shell("true", "--state", state);
    expect(second.stderr).toContain("1 ec2/vpcs");
  });

  test("names what was asked for and is not implemented", async () => {
    const { stdout, stderr } = await callEc2("Action=CreateVpnGateway&Type=ipsec.1");
    expect(stdout).toContain("CreateVpnGateway");
    expect(stderr).toMatch(/not implemented, asked for 1 times: ec2.*CreateVpnGateway/);
  });
});

describe("npm run local", { timeout: 60_000 }, () => {
  test("prints an environment that a shell can take, and stops on SIGINT", async () => {
    const running = local("--port", "0");
    while (!running.output().includes("AWS_SECRET_ACCESS_KEY")) await sleep(20);
    const url = /export AWS_ENDPOINT_URL='(.*)'/.exec(running.output())?.[1];
    expect((await fetch(url ?? "")).status).toBeGreaterThanOrEqual(400);
    running.signal("SIGINT");
    expect((await running.finished).code).toBe(0);
  });

  test("a port in use is one line", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const { port } = server.address() as AddressInfo;
    const { code, stderr } = await local("--port", String(port)).finished;
    server.close();
    expect(code).toBe(1);
    expect(stderr.trim()).toBe(`port ${port} of 127.0.0.1 is in use`);
  });

  const broken: readonly (readonly [about: string, args: () => readonly string[], message: RegExp])[] = [
    ["a speed that is no number", () => ["--speed", "fast"], /^--speed fast: must be a number/],
    ["an unknown option", () => ["--sped", "1"], /--sped/],
    [
      "faults that are no JSON",
      () => {
        const file = path.join(folder, "faults.json");
        writeFileSync(file, "{");
        return ["--faults", file];
      },
      /faults\.json/,
    ],
    ["faults that are not there", () => ["--faults", path.join(folder, "none.json")], /none\.json/],
  ];
  test.for(broken)("%s is one line", async ([, args, message]) => {
    const { code, stderr } = await local(...args(), "--", "true").finished;
    expect(code).not.toBe(0);
    expect(stderr).toMatch(message);
    expect(stderr.trim().split("\n")).toHaveLength(1);
  });
});
