import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { encodingsOf, filesBelow } from "../../../../__tests__/support/secrets.ts";
import { compile } from "./compile.ts";
import { finish, start, temporaryFolder } from "./support.ts";

// One canary for each way in; nothing that leaves the process may hold one, in any encoding.

const canaries = {
  variable: "canary-variable-7d1f",
  secretsManager: "canary-secretsmanager-7d1f",
  json: "canary-json-part-7d1f",
  parameter: "canary-parameter-7d1f",
  environment: "canary-environment-7d1f",
  noLog: "canary-no-log-7d1f",
  named: "canary-of-any-name-7d1f",
  awsKey: "canary-aws-secret-key-7d1f",
};

let aws: Server;
let url = "";

beforeAll(async () => {
  aws = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      const target = String(request.headers["x-amz-target"]);
      const { SecretId } = JSON.parse(body || "{}") as { SecretId?: string };
      const text =
        SecretId === "json" ? JSON.stringify({ password: canaries.json }) : canaries.secretsManager;
      const answer = target.endsWith("GetSecretValue")
        ? { SecretString: text }
        : { Parameter: { Type: "SecureString", Value: canaries.parameter } };
      response.setHeader("content-type", "application/x-amz-json-1.1");
      response.end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => aws.listen(0, "127.0.0.1", resolve));
  const address = aws.address();
  url = typeof address === "object" && address !== null ? `http://127.0.0.1:${address.port}` : "";
});
afterAll(() => void aws.close());

const tasks = `
- { name: shown variable, debug: { msg: "{{ token }}" } }
- { name: shown base64, debug: { msg: "{{ ('user:' ~ token) | b64encode }}" } }
- { name: shown json, debug: { msg: "{{ {'a': token} | to_json | to_json }}" } }
- { name: secret, debug: { msg: "{{ lookup('amazon.aws.secretsmanager_secret', 'plain') }}" } }
- { name: secret part, debug: { msg: "{{ (lookup('amazon.aws.secretsmanager_secret', 'json') | from_json).password }}" } }
- { name: parameter, debug: { msg: "{{ lookup('amazon.aws.ssm_parameter', '/x') }}" } }
- { name: printed by a child, command: "echo {{ lookup('amazon.aws.secretsmanager_secret', 'plain') }} {{ token }}", register: out }
- { name: registered, debug: { var: out } }
- { name: environment, command: printenv DB_PASSWORD, register: env }
- { name: environment shown, debug: { var: env.stdout } }
- { name: hidden, command: "echo ${canaries.noLog}", no_log: true, register: hidden }
- { name: hidden shown later, debug: { var: hidden.stdout } }
- { name: failing, command: "ls /nope-{{ token }}", ignore_errors: true, retries: 1, delay: 0 }
- { name: failing condition, debug: { msg: x }, when: "token == 1 + token", ignore_errors: true }
- { name: failing module, uri: { url: "http://127.0.0.1:1/{{ token }}" }, ignore_errors: true }
- { name: looped, debug: { msg: "{{ item }}" }, loop: ["{{ token }}", "{{ lookup('amazon.aws.ssm_parameter', '/x') }}"] }
- { name: file, copy: { dest: out.txt, content: "{{ token }}" }, diff: true }
- { name: named, command: "printenv UNSUSPECTED", register: named }
- { name: named shown, debug: { var: named.stdout } }
- { name: the end, fail: { msg: "{{ token }} and {{ lookup('amazon.aws.secretsmanager_secret', 'plain') }}" } }
`;

test.for(["text", "json"])(
  "no secret reaches the output (%s), the records or the arguments of processes",
  { timeout: 60_000 },
  async (log) => {
    using folder = temporaryFolder();
    const child = await start(["play", "--diff"], {
      cwd: folder.path,
      playbook: compile(tasks),
      vars: { token: canaries.variable },
      env: {
        AWS_ENDPOINT_URL: url,
        AWS_SECRET_ACCESS_KEY: canaries.awsKey,
        DB_PASSWORD: canaries.environment,
        UNSUSPECTED: canaries.named,
        EKS_BOOTSTRAP_MASK: '["vars.token", "env.UNSUSPECTED"]',
        EKS_BOOTSTRAP_VERBOSITY: "3",
        ...(log === "json" ? { EKS_BOOTSTRAP_LOG: "json" } : {}),
      },
    });
    const commandLine = readFileSync(`/proc/${child.pid}/cmdline`, "utf8");
    const { code, stdout, stderr } = await finish(child);
    expect(code).toBe(2);
    expect(stdout).toContain("********");
    const written = filesBelow(folder.path).filter(
      (file) => !file.endsWith("out.txt") && !file.endsWith("playbook.json"),
    );
    const everything = [
      stdout,
      stderr,
      commandLine,
      ...written.map((file) => readFileSync(file, "utf8")),
    ].join("\n");
    for (const [name, secret] of Object.entries(canaries)) {
      for (const form of encodingsOf(secret))
        expect(everything.includes(form), `${name} as ${form}`).toBe(false);
    }
  },
);
