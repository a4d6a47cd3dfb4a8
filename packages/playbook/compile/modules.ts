import { FLOW_MODULES } from "./catalogue/control.ts";
import { HELM_MODULES } from "./catalogue/helm.ts";
import { KUBERNETES_MODULES } from "./catalogue/kubernetes.ts";
import { FILE_MODULES } from "./catalogue/local-files.ts";
import type { ModuleInfo } from "./catalogue/module-info.ts";
import { NETWORK_MODULES } from "./catalogue/network.ts";
import { PROGRAM_MODULES } from "./catalogue/programs.ts";

/** The modules of `runner/`, by full name. */
export const MODULES: Readonly<Record<string, ModuleInfo>> = {
  ...FLOW_MODULES,
  ...PROGRAM_MODULES,
  ...FILE_MODULES,
  ...NETWORK_MODULES,
  ...KUBERNETES_MODULES,
  ...HELM_MODULES,
};

/** The keys under which a task may import other tasks. */
export const IMPORTS = new Set(["import_tasks", "include_tasks", "import_role", "include_role"]);

const PREFIXES = ["ansible.builtin.", "ansible.legacy."];

/** @returns the full name of a supported module, for a full or short one */
export function moduleName(written: string): string | undefined {
  if (Object.hasOwn(MODULES, written)) return written;
  const legacy = written
    .replace(/^ansible\.legacy\./, "ansible.builtin.")
    .replace(/^community\.kubernetes\./, "kubernetes.core.");
  if (Object.hasOwn(MODULES, legacy)) return legacy;
  if (written.includes(".")) return undefined;
  return ["ansible.builtin.", "kubernetes.core."]
    .map((prefix) => prefix + written)
    .find((name) => Object.hasOwn(MODULES, name));
}

/** @returns `import_tasks` for `ansible.builtin.import_tasks`; undefined for anything else */
export function importName(written: string): string | undefined {
  const short = PREFIXES.reduce(
    (name, prefix) => (name.startsWith(prefix) ? name.slice(prefix.length) : name),
    written,
  );
  return IMPORTS.has(short) ? short : undefined;
}
