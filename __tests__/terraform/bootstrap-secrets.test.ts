import { existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type LocalAws, startLocalAws } from "@eksplan/local-aws";
import { expect, test } from "vitest";
import { node, startCluster } from "../../packages/local-aws/__tests__/kubernetes/support.ts";
import { synthesizeBootstrap, terraformForBootstrap } from "../support/bootstrap-stack.ts";
import { encodingsOf, filesBelow } from "../support/secrets.ts";
import { describeWithTerraform, scratchFolder } from "../support/terraform.ts";

// One canary for each way in. What Terraform writes or prints may hold none of them, in no encoding.
const canaries = {
  secretsManager: "canary-secretsmanager-41fa",
  part: "canary-part-of-json-41fa",
  parameter: "canary-parameter-41fa",
  environment: "canary-environment-41fa",
  file: "canary-file-41fa",
  awsKey: "canary-aws-secret-key-41fa",
};

const playbook = (folder: string): string => `- name: secrets
  hosts: localhost
  gather_facts: false
  vars:
    secret: "{{ lookup('amazon.aws.secretsmanager_secret', 'plain') }}"
    part: "{{ (lookup('amazon.aws.secretsmanager_secret', 'json') | from_json).password }}"
    parameter: "{{ lookup('amazon.aws.ssm_parameter', '/demo/parameter') }}"
  tasks:
    - name: into the cluster
      kubernetes.core.k8s:
        definition:
          apiVersion: v1
          kind: Secret
          metadata: { name: app, namespace: default }
          stringData:
            secret: "{{ secret }}"
            part: "{{ part }}"
            parameter: "{{ parameter }}"
            environment: "{{ lookup('env', 'DEPLOY_TOKEN') }}"
            file: "{{ lookup('file', '${folder}/token') }}"
      no_log: true
    - name: printed
      ansible.builtin.debug:
        msg: "{{ secret }} {{ part | b64encode }} {{ parameter | urlencode }} {{ lookup('env', 'DEPLOY_TOKEN') }}"
    - name: printed by a child, tried again, failing
      ansible.builtin.command:
        argv: [sh, -c, 'printf "%s\\n" "$ONE" "$TWO" >&2; test -e "${folder}/repaired"']
      environment: { ONE: "{{ secret }}", TWO: "{{ part }} {{ parameter }}" }
      register: tried
      until: tried.rc == 0
      retries: 1
      delay: 0
      changed_when: false
    - name: long
      ansible.builtin.command:
        argv: [sh, -c, 'test -e "${folder}/quick" && exit; sleep 1000 & echo $! >> "${folder}/pids"; echo $$ >> "${folder}/pids"; cat "$CA" > "${folder}/started"; wait']
      environment: { CA: "{{ eks.ca_file }}", TOKEN: "{{ secret }}" }
`;

/** Processes that work in a folder or below it. */
function processesIn(folder: string): readonly string[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readlinkSync(`/proc/${pid}/cwd`).startsWith(folder);
      } catch {
        return false;
      }
    })
    .map((pid) => `${pid} ${readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ")}`);
}

const isAlive = (pid: string): boolean => {
  try {
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
};

async function until(condition: () => boolean, what: string): Promise<void> {
  for (let waited = 0; waited < 60_000; waited += 100) {
    if (condition()) return;
    await sleep(100);
  }
  throw new Error(`never ${what}`);
}

async function callAws({ url }: LocalAws, service: string, target: string, input: object): Promise<void> {
  const answer = await fetch(url, {
    method: "POST",
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=123456789012/20261123/eu-central-1/${service}/aws4_request`,
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": target,
    },
    body: JSON.stringify(input),
  });
  if (!answer.ok) throw new Error(await answer.text());
}

async function putSecrets(aws: LocalAws): Promise<void> {
  const create = (Name: string, SecretString: string) =>
    callAws(aws, "secretsmanager", "secretsmanager.CreateSecret", { Name, SecretString });
  await create("plain", canaries.secretsManager);
  await create("json", JSON.stringify({ password: canaries.part }));
  await callAws(aws, "ssm", "AmazonSSM.PutParameter", {
    Name: "/demo/parameter",
    Value: canaries.parameter,
    Type: "SecureString",
  });
}

describeWithTerraform("secrets and interruptions", () => {
  test.skipIf(process.platform !== "linux")(
    "no secret is written or printed, nothing outlives Ctrl-C or kill -9, and the next apply converges",
    async () => {
      await using aws = await startLocalAws();
      await using cluster = await startCluster({ nodes: [node("n1")] });
      await putSecrets(aws);
      using scratch = scratchFolder("bootstrap-secrets");
      // What the test itself knows of the secrets stays apart from what Terraform writes.
      const own = path.join(scratch.path, "own");
      const temporary = path.join(scratch.path, "tmp");
      for (const folder of [own, temporary]) mkdirSync(folder);
      const write = (name: string, text = ""): void => writeFileSync(path.join(own, name), text);
      write("token", canaries.file);
      write("playbook.yml", playbook(own));
      const folder = synthesizeBootstrap(
        path.join(scratch.path, "cdktf.out"),
        path.join(own, "playbook.yml"),
      );
      const terraform = terraformForBootstrap(folder, cluster, {
        AWS_ENDPOINT_URL: aws.url,
        AWS_SECRET_ACCESS_KEY: canaries.awsKey,
        DEPLOY_TOKEN: canaries.environment,
        EKS_BOOTSTRAP_VERBOSITY: "3",
        TMPDIR: temporary,
        TF_LOG: "trace",
        TF_LOG_PATH: path.join(scratch.path, "terraform.log"),
      });
      const printed: string[] = [];
      const apply = () => terraform.start("apply", "-auto-approve", "-input=false");
      const secretFolders = () => readdirSync(temporary).filter((name) => name.startsWith("eksplan-"));
      await terraform.run("init", "-input=false");

      const failed = await apply().finished;
      printed.push(failed.stdout, failed.stderr);
      expect(failed.code).toBe(1);
      expect(failed.stdout).toContain("FAILED - RETRYING: [localhost]: printed by a child");
      expect(failed.stdout).toContain("********");
      write("repaired");

      for (const [signal, whom] of [
        ["SIGINT", "group"],
        ["SIGKILL", "process"],
        ["SIGKILL", "group"],
      ] as const) {
        for (const name of ["started", "pids"]) if (existsSync(path.join(own, name))) write(name);
        const running = apply();
        const read = (name: string): string =>
          existsSync(path.join(own, name)) ? readFileSync(path.join(own, name), "utf8") : "";
        await until(() => read("started") !== "", "started");
        const pids = read("pids").trim().split("\n");
        expect(pids.map(isAlive)).toEqual([true, true]);
        expect(secretFolders()).toHaveLength(1);
        running.signal(signal, whom);
        const { code, stdout, stderr } = await running.finished;
        printed.push(stdout, stderr);
        expect(code).not.toBe(0);
        await until(() => !pids.some(isAlive), `ended after ${signal} of the ${whom}`);
        await until(() => processesIn(folder).length === 0, `left the folder: ${processesIn(folder)}`);
        await until(() => secretFolders().length === 0, "removed its files");
      }

      write("quick");
      const { code, stdout, stderr } = await apply().finished;
      printed.push(stdout, stderr);
      expect([code, stderr]).toEqual([0, expect.any(String)]);
      printed.push(await terraform.run("plan", "-input=false", "-out=plan.bin"));
      printed.push(await terraform.run("show", "plan.bin"), await terraform.run("show", "-json", "plan.bin"));
      expect(await terraform.pendingChanges()).toBeUndefined();

      const { body } = await cluster.call("GET", "/api/v1/namespaces/default/secrets/app");
      const stored = Object.entries(body.data as Readonly<Record<string, string>>).map(([name, text]) => [
        name,
        Buffer.from(text, "base64").toString("utf8"),
      ]);
      expect(Object.fromEntries(stored)).toEqual({
        secret: canaries.secretsManager,
        part: canaries.part,
        parameter: canaries.parameter,
        environment: canaries.environment,
        file: canaries.file,
      });

      const written = filesBelow(scratch.path).filter((file) => !file.startsWith(own));
      const places = written.map((file) => path.relative(scratch.path, file));
      expect(places).toContain("terraform.log");
      expect(places).toContain("terraform.demo.tfstate");
      expect(places).toContain("cdktf.out/stacks/demo/assets/bootstrap/playbook.json");
      const sources: (readonly [string, string])[] = [
        ...written.map((file) => [path.relative(scratch.path, file), readFileSync(file, "latin1")] as const),
        ...printed.map((text, index) => [`output ${index}`, text] as const),
      ];
      const found = sources.flatMap(([place, text]) =>
        Object.entries(canaries)
          .filter(([, secret]) => encodingsOf(secret).some((form) => text.includes(form)))
          .map(([name]) => `${name} in ${place}`),
      );
      expect(found).toEqual([]);
    },
  );
});
