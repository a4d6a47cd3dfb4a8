import { command, script, shell } from "./command.ts";
import { assert, debug, fail, pause, setFact } from "./control.ts";
import { copy, template } from "./copy.ts";
import { k8sInfo } from "./k8s-info.ts";
import type { Module } from "./module.ts";
import { uri } from "./uri.ts";

/** The modules by full name. `meta` and `set_fact`'s free arguments are the engine's. */
export const registry: Readonly<Record<string, Module>> = {
  "ansible.builtin.assert": assert,
  "ansible.builtin.command": command,
  "ansible.builtin.copy": copy,
  "ansible.builtin.debug": debug,
  "ansible.builtin.fail": fail,
  "ansible.builtin.pause": pause,
  "ansible.builtin.script": script,
  "ansible.builtin.set_fact": setFact,
  "ansible.builtin.shell": shell,
  "ansible.builtin.template": template,
  "ansible.builtin.uri": uri,
  "kubernetes.core.k8s_info": k8sInfo,
};
