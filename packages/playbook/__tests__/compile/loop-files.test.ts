import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { compilePlaybook } from "../../compile/compile.ts";
import { temporaryFolder } from "../runner/support.ts";

function compiled(tasks: string, files: readonly string[] = []) {
  using folder = temporaryFolder();
  const file = path.join(folder.path, "playbook.yml");
  writeFileSync(file, `- hosts: localhost\n  gather_facts: false\n  tasks:\n${tasks}`);
  for (const name of files) {
    mkdirSync(path.dirname(path.join(folder.path, name)), { recursive: true });
    writeFileSync(path.join(folder.path, name), name);
  }
  const folders = { project: folder.path, roles: [] };
  return compilePlaybook({ file, folders, eks: {}, extra: [] });
}

test("files that the items of an unrolled loop name are packed, each under its own name", () => {
  const { playbook, files } = compiled(
    `    - kubernetes.core.helm: { name: "{{ item.name }}", release_namespace: x, chart_ref: "{{ item.chart }}" }
      loop: [{ name: a, chart: charts/a }, { name: b, chart: charts/b }]
`,
    ["charts/a/Chart.yaml", "charts/b/Chart.yaml"],
  );
  const [unit] = playbook.units;
  expect(Object.keys(unit?.items ?? {})).toEqual(["a", "b"]);
  const [task] = unit?.body ?? [];
  expect(Object.keys((task?.kind === "task" && task.files) || {})).toEqual(["charts/a", "charts/b"]);
  expect(files).toHaveLength(2);
});

test("a lookup of a file of the machine packs nothing: it may be a secret", () => {
  const { files } = compiled(
    `    - debug: { msg: "{{ lookup('file', '${path.resolve("package.json")}') }}" }\n`,
  );
  expect(files).toEqual([]);
});
