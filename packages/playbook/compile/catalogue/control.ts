import type { ModuleInfo } from "./module-info.ts";

/** Modules that say and decide things. */
export const FLOW_MODULES: Readonly<Record<string, ModuleInfo>> = {
  "ansible.builtin.assert": {
    params: ["that", "fail_msg", "msg", "success_msg", "quiet"],
    required: [["that"]],
    readOnly: true,
    epoch: 1,
  },
  "ansible.builtin.debug": { params: ["msg", "var", "verbosity"], readOnly: true, epoch: 1 },
  "ansible.builtin.fail": { params: ["msg"], epoch: 1 },
  "ansible.builtin.meta": {
    params: ["_raw_params"],
    required: [["_raw_params"]],
    freeForm: "_raw_params",
    epoch: 1,
  },
  "ansible.builtin.pause": { params: ["minutes", "seconds", "prompt", "echo"], epoch: 1 },
  "ansible.builtin.set_fact": { params: ["*"], readOnly: true, epoch: 1 },
};
