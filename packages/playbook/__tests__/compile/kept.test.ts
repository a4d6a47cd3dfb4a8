import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Compilation, type CompileOptions, compilePlaybook } from "../../compile/compile.ts";
import { keptCompilation } from "../../compile/kept.ts";
import { PlaybookError } from "../../compile/report.ts";

let folder: string;
let options: CompileOptions;

function write(name: string, text: string): void {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}

const PLAYBOOK = `
- hosts: localhost
  gather_facts: false
  roles: [greeting]
  tasks:
    - name: Copy the page
      ansible.builtin.copy: { src: page.html, dest: "/tmp/{{ eks.cluster_name }}.html" }
`;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "kept-test-"));
  write("playbook.yml", PLAYBOOK);
  write(
    "roles/greeting/tasks/main.yml",
    '- name: Greet\n  ansible.builtin.command: { argv: [echo, "{{ greeting }}"] }\n',
  );
  write("roles/greeting/defaults/main.yml", "greeting: hello\n");
  write("files/page.html", "<p>one</p>");
  options = {
    file: path.join(folder, "playbook.yml"),
    folders: { project: folder, roles: [] },
    eks: { cluster_name: "demo" },
    extra: [],
  };
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const keep = (build = "1") => keptCompilation(options, { folder: path.join(folder, "cache"), build });
const entries = (build = "1") => readdirSync(path.join(folder, "cache", build));

/** Changes what is kept, so that it can be told from a new compilation. */
function mark(): void {
  const file = path.join(folder, "cache", "1", entries()[0]!);
  writeFileSync(file, readFileSync(file, "utf8").replaceAll("hello", "marked"));
}

const isKept = (compilation: Compilation): boolean => JSON.stringify(compilation).includes("marked");

test("what is kept is what the compiler gives", () => {
  expect(keep()).toEqual(compilePlaybook(options));
  expect(keep()).toEqual(compilePlaybook(options));
});

test("is taken while nothing changes", () => {
  keep();
  mark();
  expect(isKept(keep())).toBe(true);
});

test.for<[string, () => void]>([
  ["a file of tasks changes", () => write("roles/greeting/tasks/main.yml", "- debug: { msg: other }\n")],
  [
    "a variable's default changes",
    () => write("roles/greeting/defaults/main.yml", "greeting: good morning\n"),
  ],
  ["a copied file changes", () => write("files/page.html", "<p>two, longer</p>")],
  [
    "a file appears that was looked for in vain",
    () => write("roles/greeting/vars/main.yml", "greeting: hey\n"),
  ],
  ["a role goes", () => rmSync(path.join(folder, "roles/greeting/defaults"), { recursive: true })],
  ["a value known at synth changes", () => (options = { ...options, eks: { cluster_name: "other" } })],
])("is compiled anew when %s", ([, change]) => {
  keep();
  mark();
  change();
  try {
    expect(isKept(keep())).toBe(false);
  } catch (error) {
    // A mistake that came with the change is as good a sign.
    if (!(error instanceof PlaybookError)) throw error;
  }
});

test("another build of the compiler starts anew and clears what the last one left", () => {
  keep();
  mark();
  expect(isKept(keep("2"))).toBe(false);
  expect(readdirSync(path.join(folder, "cache"))).toEqual(["2"]);
});

test("a broken file is compiled anew", () => {
  keep();
  writeFileSync(path.join(folder, "cache", "1", entries()[0]!), "{");
  expect(keep()).toEqual(compilePlaybook(options));
});

test("nothing is kept of a playbook with mistakes", () => {
  write("playbook.yml", "- hosts: localhost\n  nonsense: 1\n");
  expect(() => keep()).toThrow(PlaybookError);
  expect(() => entries()).toThrow("ENOENT");
});
