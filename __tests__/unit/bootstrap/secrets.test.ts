import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import path from "node:path";
import { compilePlaybook } from "@eksplan/playbook";
import { expect, test } from "vitest";
import { givenVariables, type Secret } from "../../../modules/bootstrap/variables.ts";
import { run, temporaryFolder } from "../../../packages/playbook/__tests__/runner/support.ts";

/** Answers of Secrets Manager and Systems Manager, and what was asked. */
async function startAws() {
  const asked: unknown[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      asked.push(JSON.parse(body));
      const isSecret = String(request.headers["x-amz-target"]).endsWith("GetSecretValue");
      response.setHeader("content-type", "application/x-amz-json-1.1");
      response.end(
        JSON.stringify(
          isSecret
            ? { SecretString: '{"password": "canary-secret"}' }
            : { Parameter: { Type: "SecureString", Value: "canary-parameter" } },
        ),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  return { url: `http://127.0.0.1:${port}`, asked, [Symbol.dispose]: () => void server.close() };
}

/** Writes the secret to a file, the one place where it may be seen. */
const PLAYBOOK = `- hosts: localhost
  gather_facts: false
  tasks:
    - name: write
      ansible.builtin.copy: { dest: out.txt, content: "{{ x }}" }
    - name: show
      ansible.builtin.debug: { msg: "{{ x }}" }
`;

async function play(secret: Secret, env: Readonly<Record<string, string>>) {
  const folder = temporaryFolder();
  const { known, environment } = givenVariables({}, { x: secret });
  writeFileSync(path.join(folder.path, "play.yml"), PLAYBOOK);
  const { playbook } = compilePlaybook({
    file: path.join(folder.path, "play.yml"),
    folders: { project: folder.path, roles: [] },
    eks: {},
    vars: known,
    extra: [],
  });
  const masked = Object.values(environment).map((name) => `env.${name}`);
  const outcome = await run(["play"], {
    cwd: folder.path,
    playbook,
    env: { ...env, EKS_BOOTSTRAP_MASK: JSON.stringify(masked) },
  });
  return { folder, playbook, outcome };
}

test.for<readonly [string, Secret, string, object | undefined]>([
  ["the environment", { environment: "PLAIN" }, "canary-environment", undefined],
  [
    "Secrets Manager",
    { secretsManager: "git/token", key: "password", versionId: "abc" },
    "canary-secret",
    { SecretId: "git/token", VersionId: "abc" },
  ],
  ["Systems Manager", { parameter: "/git/token" }, "canary-parameter", { Name: "/git/token" }],
])("a secret of %s reaches the task and nothing else", async ([, secret, value, question]) => {
  using aws = await startAws();
  const { folder, playbook, outcome } = await play(secret, {
    PLAIN: "canary-environment",
    AWS_ENDPOINT_URL: aws.url,
  });
  using _ = folder;
  expect(outcome.code).toBe(0);
  expect(readFileSync(path.join(folder.path, "out.txt"), "utf8")).toBe(value);
  expect(outcome.stdout).toContain("********");
  expect(outcome.stdout + outcome.stderr + JSON.stringify(playbook)).not.toContain("canary");
  if (question !== undefined) expect(aws.asked[0]).toMatchObject(question);
});

test("a variable of the environment that is not set is named", async () => {
  const { folder, outcome } = await play({ environment: "NOT_SET" }, {});
  using _ = folder;
  expect(outcome.code).toBe(2);
  expect(outcome.stdout).toContain("set the environment variable NOT_SET, which holds the secret x");
});
