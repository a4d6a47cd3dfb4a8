import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Compilation, compilePlaybook } from "../../compile/compile.ts";
import { PlaybookError } from "../../compile/report.ts";
import type { Json } from "../../ir.ts";

let project: string;
beforeEach(() => {
  project = mkdtempSync(path.join(tmpdir(), "playbook-test-"));
});
afterEach(() => rmSync(project, { recursive: true, force: true }));

function write(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(project, file)), { recursive: true });
  writeFileSync(path.join(project, file), text);
}

const indent = (text: string): string => text.replaceAll(/^(?=.)/gm, "  ");
const play = (body: string): string => `- hosts: localhost\n  gather_facts: false\n${indent(body.trim())}\n`;

function compile(body: string, eks: Readonly<Record<string, Json>> = {}): Compilation {
  write("playbook.yml", play(body));
  return compilePlaybook({
    file: path.join(project, "playbook.yml"),
    folders: { project, roles: [] },
    eks,
    extra: [],
  });
}

function mistakes(body: string): readonly string[] {
  try {
    compile(body);
  } catch (error) {
    if (error instanceof PlaybookError) return error.message.split("\n");
    throw error;
  }
  return [];
}

const keys = ({ units }: Compilation): readonly string[] => units.map(({ unit }) => unit.key);
const only = (compilation: Compilation) => compilation.units[0]!;
const command = (name: string, more = ""): string =>
  `- name: ${name}\n  ansible.builtin.command: { argv: [a] }\n${indent(more)}`;

describe("mistakes", () => {
  test.for([
    [
      "- name: a\n  ansible.builtin.comand: { argv: [a] }",
      '"ansible.builtin.comand" is neither a keyword nor a module; did you mean "ansible.builtin.command"?',
    ],
    [command("a", "wen: true"), '"wen" is neither a keyword nor a module; did you mean "when"?'],
    [command("a", "become: true"), '"become" is valid Ansible, but not supported here'],
    [command("a", "with_items: [1]"), "write `loop` instead"],
    [
      "- name: a\n  ansible.builtin.apt: { name: x }",
      "the module ansible.builtin.apt is valid Ansible, but not supported here",
    ],
    ["- name: a\n  amazon.aws.eks_cluster: { name: x }", "belong to the cluster file"],
    [
      "- name: a\n  kubernetes.core.k8s: { defintion: {} }",
      'has no argument "defintion"; did you mean "definition"?',
    ],
    ["- name: a\n  kubernetes.core.helm: { name: x }", 'needs "release_namespace" or "namespace"'],
    [command("a", "when: 'a ==='"), "not readable as a template"],
    [command("a", "notify: nobody"), 'there is no handler "nobody"'],
    [command("a", "vars: { bootstrap_key: Big }"), "is not a key"],
    [
      command("a", "vars: { bootstrap_keys: b }"),
      '"bootstrap_keys" is not a setting of a task; did you mean "bootstrap_key"?',
    ],
    [command("a", "loop: 5"), "5 is not a list or a template of one"],
    [command("preflight"), 'the key "preflight" is used by eksplan itself'],
    ["- import_tasks: none.yml", "there is no file none.yml"],
    ["- import_role: { name: none }", 'there is no role "none"'],
  ] as const)("%j is answered with %j", ([tasks, message]) => {
    const found = mistakes(`tasks:\n${indent(tasks)}`);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(message);
  });

  test("all mistakes come at once, in order, with file, line and column", () => {
    const found = mistakes(`tasks:
  - name: a
    ansible.builtin.comand: x
  - name: b
    ansible.builtin.command: { argv: [a] }
    become: true
  - nme: c
    ansible.builtin.command: { argv: [a] }`);
    expect(found.map((line) => line.split(" ")[0])).toEqual([
      "playbook.yml:5:7",
      "playbook.yml:8:7",
      "playbook.yml:9:7",
    ]);
  });

  test("broken YAML names the line", () => {
    expect(mistakes("tasks:\n  - { a: [ }")[0]).toMatch(/^playbook\.yml:4:\d+ not readable as YAML/);
  });
});

describe("keys", () => {
  test("come from role and name, and order plays no part", () => {
    expect(keys(compile(`tasks:\n${indent(command("Zwei Wörter!"))}\n${indent(command("b"))}`))).toEqual([
      "zwei-worter",
      "b",
    ]);
  });
  test("two tasks of one name are told apart and warned of", () => {
    const compilation = compile(`tasks:\n${indent(command("a"))}\n${indent(command("a"))}`);
    expect(keys(compilation)).toEqual(["a", "a-2"]);
    expect(compilation.warnings.map(({ message }) => message).join()).toContain("bootstrap_key");
  });
});

describe("the definition", () => {
  const def = (text: string): string => only(compile(`tasks:\n${indent(text)}`)).unit.def;
  const task = (more: string): string =>
    `- name: a\n  ansible.builtin.command: { argv: [a, b] }\n${indent(more)}`;

  test.for([
    ["tags: x"],
    ["retries: 9\ndelay: 1"],
    ["no_log: true"],
    ["timeout: 5"],
    ["vars: { unused: 1 }"],
    ["# a comment"],
  ])("is not changed by %s", ([more]) => {
    expect(def(task(more!))).toBe(def(task("")));
  });
  test.for([
    ["when: x is defined"],
    ["changed_when: false"],
    ["environment: { A: b }"],
    ["failed_when: false"],
    ["ignore_errors: true"],
  ])("is changed by %s", ([more]) => {
    expect(def(task(more!))).not.toBe(def(task("")));
  });
  test("is not changed by the name or the order of keys", () => {
    expect(def("- ansible.builtin.command: { chdir: /, argv: [a] }\n  name: z")).toBe(
      def("- name: a\n  ansible.builtin.command: { argv: [a], chdir: / }"),
    );
  });
  test("is changed by a variable that the task reaches and by the contents of its files", () => {
    const text = (value: string): string =>
      only(
        compile(
          `vars: { a: "{{ b }}", b: ${value} }\ntasks:\n  - name: t\n    ansible.builtin.debug: { msg: "{{ a }}" }`,
        ),
      ).unit.def;
    expect(text("1")).not.toBe(text("2"));
    const file = (content: string): string => {
      write("files/x.txt", content);
      return def("- name: t\n  ansible.builtin.copy: { src: x.txt, dest: /tmp/x }");
    };
    expect(file("one")).not.toBe(file("three"));
  });
});

describe("results", () => {
  test("of read-only tasks are had again by who needs them", () => {
    const compilation = compile(`tasks:
  - name: look
    ansible.builtin.stat: { path: /x }
    register: found
  - name: fact
    ansible.builtin.set_fact: { there: "{{ found.stat.exists }}" }
  - name: use
    ansible.builtin.command: { argv: [a] }
    when: there`);
    expect(keys(compilation)).toEqual(["look", "fact", "use"]);
    expect(compilation.units[2]!.unit.prelude.map(({ name }) => name)).toEqual(["look", "fact"]);
  });
  test("of tasks that change something keep their readers in one step", () => {
    const compilation = compile(`tasks:
  - name: before
    ansible.builtin.command: { argv: [a] }
  - name: make
    ansible.builtin.command: { argv: [a] }
    register: made
  - name: between
    ansible.builtin.command: { argv: [a] }
  - name: use
    ansible.builtin.debug: { msg: "{{ made.stdout }}" }
  - name: after
    ansible.builtin.command: { argv: [a] }`);
    expect(keys(compilation)).toEqual(["before", "make__use", "after"]);
    expect(compilation.units[1]!.unit.body).toHaveLength(3);
  });
});

describe("loops", () => {
  test("over items with names become instances, and an item's content is not the task's", () => {
    const loop = (label: string): Compilation =>
      compile(`vars: { list: [{ name: a, label: ${label} }, { name: b }] }
tasks:
  - name: each
    kubernetes.core.k8s:
      definition: { apiVersion: v1, kind: Namespace, metadata: { name: "{{ item.name }}" } }
    loop: "{{ list }}"`);
    const { unit, anchors } = only(loop("x"));
    expect(Object.keys(unit.items!)).toEqual(["a", "b"]);
    expect(anchors["b"]!.map(({ phase, identity }) => [phase, identity])).toEqual([
      ["base", "k8s/v1/Namespace/b"],
    ]);
    expect(only(loop("y")).unit.def).toBe(unit.def);
  });
  test.for([['["{{ eks.unknown }}"]'], ["[a, a]"], ["[[1], [2]]"]])("over %s stay inside", ([list]) => {
    const { unit } = only(
      compile(`tasks:\n  - name: each\n    ansible.builtin.debug: { msg: "{{ item }}" }\n    loop: ${list}`),
    );
    expect(unit.items).toBeUndefined();
  });
});

describe("undoing", () => {
  const anchors = (task: string): readonly string[] =>
    Object.values(only(compile(`tasks:\n  - name: t\n${indent(indent(task))}`)).anchors)
      .flat()
      .map(({ phase, identity, action }) => `${phase} ${identity} ${action.kind}`);

  test.for([
    [
      "kubernetes.core.helm: { name: m, release_namespace: kube-system, chart_ref: m }",
      "controllers helm/kube-system/m helm",
    ],
    [
      "kubernetes.core.k8s: { kind: ConfigMap, api_version: v1, name: c, namespace: n }",
      "objects k8s/v1/ConfigMap/n/c k8s",
    ],
    [
      'kubernetes.core.k8s: { kind: ConfigMap, api_version: v1, name: "{{ eks.x }}", namespace: n }',
      "objects task/t tasks",
    ],
    ["kubernetes.core.k8s: { kind: StorageClass, api_version: storage.k8s.io/v1, name: s }", undefined],
    [
      "kubernetes.core.k8s: { kind: ConfigMap, api_version: v1, name: c, namespace: n, state: absent }",
      undefined,
    ],
    ["kubernetes.core.k8s: { kind: Namespace, api_version: v1, name: c }\nwhen: eks.x == 'y'", undefined],
    ["ansible.builtin.command: { argv: [a] }", undefined],
  ] as const)("%s → %s", ([task, expected]) => {
    expect(anchors(task)).toEqual(expected === undefined ? [] : [expected]);
  });
  test("takes every object of a manifest on its own", () => {
    write(
      "files/m.yaml",
      "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a, namespace: x }\n---\napiVersion: v1\nkind: Secret\nmetadata: { name: b, namespace: x }\n",
    );
    expect(anchors("kubernetes.core.k8s: { src: m.yaml }")).toEqual([
      "objects k8s/v1/ConfigMap/x/a k8s",
      "objects k8s/v1/Secret/x/b k8s",
    ]);
  });
});

test("conditions that are known at synth leave tasks out", () => {
  const tasks = `tasks:\n${indent(command("a", "when: eks.mode == 'x'"))}\n${indent(command("b"))}`;
  expect(keys(compile(tasks, { mode: "y" }))).toEqual(["b"]);
  expect(keys(compile(tasks))).toEqual(["a", "b"]);
});

test("handlers run where they are flushed, once for all who notify them", () => {
  const compilation = compile(`tasks:
${indent(command("a", "notify: h"))}
${indent(command("b", "notify: topic"))}
handlers:
  - name: h
    listen: topic
    ansible.builtin.debug: { msg: x }
  - name: idle
    ansible.builtin.debug: { msg: x }`);
  expect(keys(compilation)).toEqual(["a", "b", "handler_h"]);
  expect(compilation.units[2]!.triggeredBy).toEqual(["a", "b"]);
  expect(compilation.units[0]!.unit.body[0]).toMatchObject({ notify: ["handler_h"] });
});

test("variables go by Ansible's precedence: defaults, play, role, block, task, parameters of the role", () => {
  write("roles/r/defaults/main.yml", "a: default\nb: default\nc: default\nd: default\ne: default\n");
  write("roles/r/vars/main.yml", "c: role\nd: role\ne: role\n");
  write(
    "roles/r/tasks/main.yml",
    '- block:\n    - name: t\n      ansible.builtin.debug: { msg: "{{ a }}{{ b }}{{ c }}{{ d }}{{ e }}" }\n      vars: { e: task }\n  vars: { d: block, e: block }\n',
  );
  const { unit } = only(compile("vars: { b: play, c: play }\nroles: [{ role: r, a: param }]"));
  expect(unit.body[0]).toMatchObject({
    name: "r : t",
    vars: { a: "param", b: "play", c: "role", d: "block", e: "task" },
  });
});

test("the shipped playbook compiles, with nothing to warn of", () => {
  const root = process.cwd();
  const { units, warnings } = compilePlaybook({
    file: path.join(root, "bootstrap", "playbook.yml"),
    folders: { project: root, roles: [] },
    eks: { minimum_nodes: 2 },
    extra: [],
  });
  expect(warnings).toEqual([]);
  expect(units.map(({ unit }) => unit.key)).toEqual(
    expect.arrayContaining(["kubeconfig", "api-ready", "nodes-ready", "smoke-test"]),
  );
});

describe("the programs that a playbook needs", () => {
  const requires = (tasks: string) =>
    compile(`tasks:\n${indent(tasks)}`, { version: "1.35" }).playbook.requires;
  test.for([
    [
      "- name: a\n  ansible.builtin.command: { argv: [kubectl, get, nodes] }",
      [{ tool: "kubectl", minimum: "1.34", maximum: "1.36", neededBy: ["a"] }],
    ],
    [
      "- name: a\n  ansible.builtin.command: aws eks list-clusters",
      [{ tool: "aws", minimum: "2.0", neededBy: ["a"] }],
    ],
    [
      "- name: a\n  ansible.builtin.shell: flux check | tee log",
      [{ tool: "flux", minimum: "2.0", neededBy: ["a"] }],
    ],
    [
      "- name: a\n  ansible.builtin.script: a.sh\n  vars: { bootstrap_requires: [jq, helm >= 3.14] }",
      [
        { tool: "helm", minimum: "3.14", neededBy: ["a"] },
        { tool: "jq", neededBy: ["a"] },
      ],
    ],
    [
      "- name: a\n  kubernetes.core.helm_info: { name: x, namespace: y }\n  vars: { bootstrap_requires: helm >= 3.14 }",
      [{ tool: "helm", minimum: "3.14", neededBy: ["a"] }],
    ],
  ] as const)("%j needs %j", ([tasks, needed]) => {
    write("a.sh", "");
    expect(requires(tasks)).toEqual(needed);
  });

  test.for([
    [
      "a condition of the run",
      "- name: a\n  ansible.builtin.command: kubectl version\n  when: lookup('env', 'X') == 'y'",
    ],
    [
      "a failure that is allowed",
      "- name: a\n  ansible.builtin.command: kubectl version\n  ignore_errors: true",
    ],
    [
      "a rescue",
      "- name: a\n  block:\n    - ansible.builtin.command: kubectl version\n  rescue:\n    - ansible.builtin.debug: { msg: x }",
    ],
    [
      "a PATH of its own",
      "- name: a\n  ansible.builtin.command: kubectl version\n  environment: { PATH: /opt/bin }",
    ],
    ["a path", "- name: a\n  ansible.builtin.command: ./kubectl version"],
  ] as const)("nothing is needed with %s", ([, tasks]) => {
    expect(requires(tasks)).toEqual([]);
  });

  test.for([
    ["bootstrap_requires: [kubectl 1.2]", "names of programs"],
    ["bootstrap_in_a_row: 0", "a whole number from 1"],
    ["bootstrap_in_a_row: many", "bootstrap_in_a_row"],
  ] as const)("%s is refused", ([setting, message]) => {
    expect(mistakes(`tasks:\n${indent(command("a", `vars: { ${setting} }`))}`).join()).toContain(message);
  });
});

test("a block whose tasks are all known not to run is left out", () => {
  const block = (when: string): string =>
    `tasks:\n  - name: b\n    when: ${when}\n    block:\n      - ansible.builtin.debug: { msg: a }\n    rescue:\n      - ansible.builtin.debug: { msg: b }`;
  expect(keys(compile(block("eks.minimum_nodes > 0"), { minimum_nodes: 0 }))).toEqual([]);
  expect(keys(compile(block("eks.minimum_nodes > 0"), { minimum_nodes: 1 }))).toEqual(["b"]);
});

test("a variable from outside that nobody reads is told, one that a template alone reads is not", () => {
  write("note.j2", "{{ in_template }}");
  write(
    "playbook.yml",
    play("tasks:\n  - ansible.builtin.template: { src: note.j2, dest: '/tmp/{{ in_task }}' }"),
  );
  const { warnings } = compilePlaybook({
    file: path.join(project, "playbook.yml"),
    folders: { project, roles: [] },
    eks: {},
    vars: { in_template: 1, in_task: 2, nowhere: 3 },
    extra: ["nowhere_either"],
  });
  expect(warnings.map(({ message }) => /"(\w+)"/.exec(message)?.[1])).toEqual(["nowhere", "nowhere_either"]);
});
