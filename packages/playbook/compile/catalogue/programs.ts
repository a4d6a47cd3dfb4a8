import type { ModuleInfo } from "./module-info.ts";

const COMMAND = [
  "cmd",
  "argv",
  "chdir",
  "creates",
  "removes",
  "stdin",
  "stdin_add_newline",
  "strip_empty_ends",
  "expand_argument_vars",
];

/** Modules that start programs. */
export const PROGRAM_MODULES: Readonly<Record<string, ModuleInfo>> = {
  "ansible.builtin.command": {
    params: COMMAND,
    required: [["cmd", "argv"]],
    freeForm: "cmd",
    epoch: 1,
  },
  "ansible.builtin.script": {
    params: ["cmd", "chdir", "creates", "removes", "decrypt", "executable"],
    required: [["cmd"]],
    freeForm: "cmd",
    epoch: 1,
  },
  "ansible.builtin.shell": {
    params: [
      ...COMMAND.filter(
        (name) => name !== "argv" && name !== "strip_empty_ends" && name !== "expand_argument_vars",
      ),
      "executable",
    ],
    required: [["cmd"]],
    freeForm: "cmd",
    epoch: 1,
  },
};
