import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { node, startCluster } from "../../../packages/local-aws/__tests__/kubernetes/support.ts";
import { synthesizeBootstrap, terraformForBootstrap } from "../../support/bootstrap-stack.ts";
import { describeWithTerraform, scratchFolder } from "../../support/terraform.ts";

const RELEASES = ["one", "two", "three", "four", "five"];
const CANARY = { value: "canary-helm-value-93bd", user: "canary-of-the-user-93bd" };

const PLAYBOOK = `- hosts: localhost
  gather_facts: false
  tasks:
${RELEASES.map(
  (name) => `    - name: release ${name}
      kubernetes.core.helm:
        name: ${name}
        release_namespace: default
        chart_ref: oci://registry.example/${name}
        release_values: { password: "{{ lookup('env', 'APP_PASSWORD') }}" }`,
).join("\n")}
`;

/** Writes down each release with the file that leads it to the cluster, and fails where it is told to. */
const HELM = `#!/bin/sh
case "$1" in
  version) echo v3.17.0+g0 ;;
  list) echo "[]" ;;
  upgrade)
    for word; do case "$word" in --values=*) values="\${word#--values=}" ;; esac; done
    echo "$3 $(stat -c %a "$KUBECONFIG") $(stat -c %a "$values") $(grep -c ${CANARY.value} "$values") $KUBECONFIG" >> "$STUB/calls"
    test ! -e "$STUB/broken-$3" || { echo "Error: $3 is broken" >&2; exit 1; } ;;
esac
`;

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => path.join(folder, name))
    .filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile() === true);
}

describeWithTerraform("steps of a bootstrap", () => {
  test.skipIf(process.platform !== "linux")(
    "T-17, T-19, T-21: begin where they failed, share no file with another deploy or the user, and write no secret",
    async () => {
      await using cluster = await startCluster({ nodes: [node("n1")] });
      using scratch = scratchFolder("bootstrap-steps");
      const temporary = mkdtempSync(path.join(tmpdir(), "eksplan-steps-"));
      const home = path.join(scratch.path, "home");
      const bin = path.join(scratch.path, "bin");
      mkdirSync(path.join(home, ".kube"), { recursive: true });
      mkdirSync(bin);
      writeFileSync(path.join(bin, "helm"), HELM, { mode: 0o755 });
      const config = path.join(home, ".kube", "config");
      writeFileSync(config, `users: [{ user: { token: ${CANARY.user} } }]\n`);
      // Whatever the umask: a mode that nobody but its user has chosen.
      chmodSync(config, 0o644);
      const before = readFileSync(config);
      const playbook = path.join(scratch.path, "playbook.yml");
      writeFileSync(playbook, PLAYBOOK);

      const deployment = (name: string) => {
        const folder = path.join(scratch.path, name);
        const own = path.join(scratch.path, `${name}-own`);
        mkdirSync(folder);
        mkdirSync(own);
        const stack = synthesizeBootstrap(path.join(folder, "cdktf.out"), playbook);
        const env = {
          HOME: home,
          TMPDIR: temporary,
          PATH: `${bin}:${process.env["PATH"]}`,
          STUB: own,
          APP_PASSWORD: CANARY.value,
          TF_LOG: "INFO",
          TF_LOG_PATH: path.join(folder, "terraform.log"),
        };
        const calls = () =>
          readFileSync(path.join(own, "calls"), "utf8")
            .trimEnd()
            .split("\n")
            .map((line) => line.split(" "));
        return { folder, own, calls, terraform: terraformForBootstrap(stack, cluster, env) };
      };
      const broken = deployment("broken");
      const other = deployment("other");
      writeFileSync(path.join(broken.own, "broken-three"), "");
      await broken.terraform.run("init", "-input=false");
      await other.terraform.run("init", "-input=false");

      // Two deploys of one user at once.
      const [failed, done] = await Promise.all([
        broken.terraform.attempt("apply", "-auto-approve", "-input=false"),
        other.terraform.attempt("apply", "-auto-approve", "-input=false"),
      ]);
      expect(done.code, done.stderr).toBe(0);
      expect(failed.code).toBe(1);
      expect(failed.stdout + failed.stderr).toContain("three is broken");
      rmSync(path.join(broken.own, "broken-three"));
      const again = await broken.terraform.attempt("apply", "-auto-approve", "-input=false");
      expect(again.code, again.stderr).toBe(0);
      expect(broken.calls().map(([name]) => name)).toEqual(["one", "two", "three", "three", "four", "five"]);
      expect(other.calls().map(([name]) => name)).toEqual(RELEASES);

      const all = [...broken.calls(), ...other.calls()];
      for (const [name, kubeconfig, values, secrets, file = ""] of all) {
        expect([name, kubeconfig, values, secrets]).toEqual([name, "600", "600", "1"]);
        expect(file.startsWith(`${temporary}/`), file).toBe(true);
      }
      expect(new Set(all.map(([, , , , file]) => file)).size).toBe(all.length);
      expect(filesBelow(temporary)).toEqual([]);
      expect(readFileSync(config)).toEqual(before);
      expect(statSync(config).mode & 0o777).toBe(0o644);

      const plan = path.join(broken.folder, "plan");
      await broken.terraform.run("plan", "-input=false", "-destroy", `-out=${plan}`);
      const shown = await broken.terraform.run("show", "-json", plan);
      const printed = [failed, done, again].map(({ stdout, stderr }) => stdout + stderr);
      const written = [broken, other]
        .flatMap(({ folder }) => filesBelow(folder))
        .map((file) => [file, readFileSync(file, "utf8")]);
      for (const secret of Object.values(CANARY)) {
        expect([shown, ...printed].some((text) => text.includes(secret))).toBe(false);
        expect(written.flatMap(([file, text]) => (text!.includes(secret) ? [file] : []))).toEqual([]);
      }
      expect(written.map(([file]) => path.basename(file!))).toContain("terraform.log");

      await broken.terraform.run("apply", "-input=false", plan);
      await other.terraform.run("destroy", "-input=false", "-auto-approve");
      rmSync(temporary, { recursive: true, force: true });
    },
  );
});
