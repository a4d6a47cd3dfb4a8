import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { formatIssues } from "@eksplan/diagnostics/format";
import type { Issue } from "@eksplan/diagnostics/issue";
import { UserError } from "@eksplan/diagnostics/user-error";
import type { CompiledPlaybook } from "@eksplan/playbook/ir";
import { ASSETS, PLAYBOOK } from "@eksplan/playbook/runner-command";
import { loadSpecs } from "../../modules/config/load.ts";
import type { ClusterSpec } from "../../modules/spec/cluster.ts";
import { ClusterStack } from "../../stacks/cluster-stack.ts";
import { projectApp } from "../../stacks/project-app.ts";

/** The part of a stack's Terraform JSON that leads to the values of its tasks. */
export interface StackDocument {
  readonly terraform?: { readonly backend?: { readonly local?: { readonly path?: string } } };
  readonly resource?: {
    readonly null_resource?: Readonly<Record<string, { readonly provisioner?: readonly Provisioner[] }>>;
  };
}

interface Provisioner {
  readonly "local-exec"?: { readonly environment?: Readonly<Record<string, string>> };
}

/** A stack as the files say now, in a folder that goes away with it. */
export interface FreshStack extends Disposable {
  readonly document: StackDocument;
  readonly playbook: CompiledPlaybook;
  /** Folder of the runner, the compiled playbook and the files of its tasks. */
  readonly assets: string;
  readonly warnings: readonly Issue[];
}

/** Reads what `npm run synth` has written, for programs that give the playbook more than the cluster file says. */
export function synthesizedStack(folder: string): FreshStack {
  return { ...read(folder), warnings: [], [Symbol.dispose]: () => undefined };
}

/** @throws UserError when there is no bootstrap in the folder */
function read(folder: string): Pick<FreshStack, "document" | "playbook" | "assets"> {
  const json = (name: string): unknown => {
    const file = path.join(folder, name);
    if (!existsSync(file)) throw UserError.because(`there is no ${file}; run "npm run synth" first`);
    return JSON.parse(readFileSync(file, "utf8"));
  };
  return {
    document: json("cdk.tf.json") as StackDocument,
    playbook: json(PLAYBOOK) as CompiledPlaybook,
    assets: path.join(folder, ASSETS),
  };
}

/** A bootstrap that is left to people has no steps in the plan, but it is here that people run it. */
const withSteps = (spec: ClusterSpec): ClusterSpec => ({
  ...spec,
  bootstrap: { ...spec.bootstrap, mode: "apply" },
});

/**
 * Synthesizes one cluster aside, without touching `cdktf.out`: what a plan would see, edits of this minute included.
 * @throws UserError when no file names the cluster, or when files have mistakes; PlaybookError for the playbook's
 */
export function freshStack(cluster: string): FreshStack {
  const inputs = process.env["EKSPLAN_CLUSTERS"] ?? "clusters";
  const { clusters, issues } = loadSpecs([inputs]);
  const found = clusters.find(({ spec }) => spec.name === cluster);
  const errors = issues.filter(({ severity }) => severity === "error");
  if (found === undefined) {
    if (errors.length > 0) throw UserError.because(formatIssues(errors));
    const known = clusters.map(({ spec }) => spec.name).join(", ") || "none";
    throw UserError.because(
      `no file in ${inputs} names the cluster ${cluster}; known: ${known}; EKSPLAN_CLUSTERS selects the files`,
    );
  }
  const outdir = mkdtempSync(path.join(tmpdir(), "eksplan-bootstrap-"));
  const remove = (): void => rmSync(outdir, { recursive: true, force: true });
  try {
    const { app, backend } = projectApp({ outdir });
    const files = { project: process.cwd(), cluster: found.file };
    const { playbook } = new ClusterStack(app, { spec: withSteps(found.spec), backend, files });
    app.synth();
    return {
      ...read(path.join(outdir, "stacks", cluster)),
      warnings: playbook.warnings,
      [Symbol.dispose]: remove,
    };
  } catch (error) {
    remove();
    throw error;
  }
}
