import { command, script, shell } from "./command.ts";
import { assert, debug, fail, pause, setFact } from "./control.ts";
import { copy, template } from "./copy.ts";
import { file } from "./file.ts";
import { getUrl } from "./get-url.ts";
import { helm } from "./helm.ts";
import { helmInfo, helmRepository } from "./helm-more.ts";
import { k8s } from "./k8s.ts";
import { k8sDrain } from "./k8s-drain.ts";
import { k8sExec } from "./k8s-exec.ts";
import { k8sInfo } from "./k8s-info.ts";
import { k8sClusterInfo, k8sJsonPatch, k8sScale } from "./k8s-more.ts";
import type { Module } from "./module.ts";
import { slurp, stat } from "./stat.ts";
import { uri } from "./uri.ts";
import { waitFor } from "./wait-for.ts";

/** The modules by full name. `meta` is the engine's own. */
export const registry: Readonly<Record<string, Module>> = {
  "ansible.builtin.assert": assert,
  "ansible.builtin.command": command,
  "ansible.builtin.copy": copy,
  "ansible.builtin.debug": debug,
  "ansible.builtin.fail": fail,
  "ansible.builtin.file": file,
  "ansible.builtin.get_url": getUrl,
  "ansible.builtin.pause": pause,
  "ansible.builtin.script": script,
  "ansible.builtin.set_fact": setFact,
  "ansible.builtin.shell": shell,
  "ansible.builtin.slurp": slurp,
  "ansible.builtin.stat": stat,
  "ansible.builtin.template": template,
  "ansible.builtin.uri": uri,
  "ansible.builtin.wait_for": waitFor,
  "kubernetes.core.helm": helm,
  "kubernetes.core.helm_info": helmInfo,
  "kubernetes.core.helm_repository": helmRepository,
  "kubernetes.core.k8s": k8s,
  "kubernetes.core.k8s_cluster_info": k8sClusterInfo,
  "kubernetes.core.k8s_drain": k8sDrain,
  "kubernetes.core.k8s_exec": k8sExec,
  "kubernetes.core.k8s_info": k8sInfo,
  "kubernetes.core.k8s_json_patch": k8sJsonPatch,
  "kubernetes.core.k8s_scale": k8sScale,
};
