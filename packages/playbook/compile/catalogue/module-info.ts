/** What the compiler knows about a module. */
export interface ModuleInfo {
  /** Arguments by Ansible's names, aliases included. */
  readonly params: readonly string[];
  /** Of each group at least one must be given. */
  readonly required?: readonly (readonly string[])[];
  /** Where free text goes: `command: echo hello`. */
  readonly freeForm?: string;
  /** Reads only, so that its result can be had again by whoever needs it. */
  readonly readOnly?: boolean;
  /** Arguments that name files beside the playbook. */
  readonly files?: readonly string[];
  /** Ways to take back what it did. */
  readonly undo?: "k8s" | "helm";
  /** Program on PATH that it starts. */
  readonly tool?: { readonly name: string; readonly minimum: string };
  /**
   * Raised when the module itself must act again on clusters that it has been applied to. Everything else about a new
   * version of eksplan re-runs nothing.
   */
  readonly epoch: number;
}
