import type { CompiledTask } from "../../ir.ts";
import type { ModuleResult } from "../modules/module.ts";
import { type Diff, unifiedDiff } from "../output/diff.ts";
import type { Report } from "../output/report.ts";
import type { Shade } from "../output/style.ts";
import { censored, registered, resultJson, statusOf } from "./result.ts";

/** Modules whose success is worth reading. */
const TALKATIVE = new Set(["ansible.builtin.debug", "ansible.builtin.assert"]);

/** Shows one task as `ansible-playbook` does. */
export interface TaskView {
  readonly begin: (task: CompiledTask, name: string, hidden: boolean) => void;
  readonly retrying: (left: number) => void;
  readonly progress: (line: string) => void;
  readonly item: (result: ModuleResult, label: unknown, ignored: boolean) => void;
  readonly end: (result: ModuleResult, ignored: boolean, looped: boolean) => void;
}

const SHADES: Readonly<Record<string, Shade>> = {
  ok: "ok",
  changed: "changed",
  failed: "failed",
  skipped: "skipping",
};

export class PrintedTask implements TaskView {
  readonly #report: Report;
  readonly #kind: string;
  readonly #diff: boolean;
  /** ` => (item=team-a)` for an instance of an unrolled loop. */
  readonly #item: string;
  #task: CompiledTask | undefined;
  #name = "";
  #hidden = false;
  #printed = false;

  /**
   * @param kind "TASK" or "RUNNING HANDLER"
   * @param item what the item is called, if the task runs for one alone
   */
  constructor(report: Report, kind: string, diff: boolean, item?: string) {
    this.#item = item === undefined ? "" : `(item=${item})`;
    this.#report = report;
    this.#kind = kind;
    this.#diff = diff;
  }

  begin = (task: CompiledTask, name: string, hidden: boolean): void => {
    this.#task = task;
    this.#name = name === "" ? task.module.replace(/^ansible\.builtin\./, "") : name;
    this.#hidden = hidden;
    this.#header();
  };

  #header(): void {
    if (this.#printed) return;
    this.#printed = true;
    this.#report.header(this.#kind, this.#name);
  }

  retrying = (left: number): void => {
    this.#report.line(`FAILED - RETRYING: [localhost]: ${this.#name} (${left} retries left).`, "failed");
  };

  progress = (line: string): void => {
    this.#report.line(`    ${line}`);
  };

  item = (result: ModuleResult, label: unknown, ignored: boolean): void => {
    const shown = this.#hidden ? "None" : typeof label === "string" ? label : JSON.stringify(label);
    const status = statusOf(result);
    const visible = this.#visible(result);
    this.#event(result, ignored, shown);
    this.#diffs(result);
    if (status === "failed") {
      this.#report.line(`failed: [localhost] (item=${shown}) => ${resultJson(visible)}`, "failed");
      if (ignored) this.#report.line("...ignoring", "skipping");
    } else if (status === "skipped")
      this.#report.line(`skipping: [localhost] => (item=${shown}) `, "skipping");
    else
      this.#report.line(`${status}: [localhost] => (item=${shown})${this.#details(visible)}`, SHADES[status]);
  };

  end = (result: ModuleResult, ignored: boolean, looped: boolean): void => {
    this.#header();
    const status = statusOf(result);
    const visible = this.#visible(result);
    this.#event(result, ignored, undefined);
    if (!looped) this.#diffs(result);
    const items = Array.isArray(result["results"]) ? result["results"].length : 0;
    if (status === "failed") {
      if (items === 0)
        this.#report.line(
          `fatal: [localhost]: FAILED!${this.#item === "" ? "" : ` ${this.#item}`} => ${resultJson(visible)}`,
          "failed",
        );
      if (ignored) this.#report.line("...ignoring", "skipping");
      else if (items === 0) this.#origin();
    } else if (status === "skipped") {
      this.#report.line(
        `skipping: [localhost]${this.#arrow()}${this.#report.verbosity > 0 ? ` => ${resultJson(visible)}` : ""}`,
        "skipping",
      );
    } else if (items === 0)
      this.#report.line(`${status}: [localhost]${this.#arrow()}${this.#details(visible)}`, SHADES[status]);
    for (const warning of Array.isArray(result["warnings"]) ? result["warnings"] : [])
      this.#report.warning(String(warning));
  };

  #arrow = (): string => (this.#item === "" ? "" : ` => ${this.#item}`);

  #visible(result: ModuleResult): Record<string, unknown> {
    return this.#hidden ? { ...censored(result) } : registered(result);
  }

  #details(visible: Readonly<Record<string, unknown>>): string {
    if (this.#task !== undefined && TALKATIVE.has(this.#task.module) && !this.#hidden) {
      const { changed, ...rest } = visible;
      return ` => ${resultJson(this.#task.module === "ansible.builtin.debug" ? rest : { changed, ...rest }, 4)}`;
    }
    return this.#report.verbosity > 0 ? ` => ${resultJson(visible)}` : "";
  }

  #diffs(result: ModuleResult): void {
    if (!this.#diff || this.#hidden || result.diff === undefined) return;
    for (const diff of (Array.isArray(result.diff) ? result.diff : [result.diff]) as readonly Diff[]) {
      for (const line of unifiedDiff(diff)) {
        const shade = line.startsWith("+")
          ? "added"
          : line.startsWith("-")
            ? "removed"
            : line.startsWith("@@")
              ? "hunk"
              : undefined;
        this.#report.line(line, shade);
      }
    }
  }

  /** Where to look, for whoever reads the failure in Terraform's output. */
  #origin(): void {
    const position = this.#task?.position;
    if (position !== undefined)
      this.#report.line(`    at ${position.file}:${position.line}:${position.column}`);
  }

  #event(result: ModuleResult, ignored: boolean, item: string | undefined): void {
    if (!this.#report.isJson) return;
    this.#report.event({
      event: "task",
      task: this.#name,
      action: this.#task?.module,
      status: statusOf(result),
      ignored,
      ...(item === undefined ? {} : { item }),
      result: this.#visible(result),
    });
  }
}

/** Shows nothing unless the task fails: for the producers that a task runs first to have their results. */
export class QuietTask implements TaskView {
  readonly #printed: PrintedTask;
  #begun: (() => void) | undefined;

  constructor(report: Report) {
    this.#printed = new PrintedTask(report, "TASK", false);
  }

  begin = (task: CompiledTask, name: string, hidden: boolean): void => {
    this.#begun = () => this.#printed.begin(task, name, hidden);
  };
  retrying = (): void => {};
  progress = (): void => {};
  item = (result: ModuleResult, label: unknown, ignored: boolean): void => {
    if (result.failed !== true || ignored) return;
    this.#show();
    this.#printed.item(result, label, ignored);
  };
  end = (result: ModuleResult, ignored: boolean, looped: boolean): void => {
    if (result.failed !== true || ignored) return;
    this.#show();
    this.#printed.end(result, ignored, looped);
  };

  #show(): void {
    this.#begun?.();
    this.#begun = undefined;
  }
}
