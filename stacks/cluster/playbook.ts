import { existsSync } from "node:fs";
import path from "node:path";
import type { Json } from "@eksplan/playbook/ir";
import type { CompilationCache } from "@eksplan/playbook/kept";
import { Playbook, type PlaybookProps } from "../../modules/bootstrap/playbook.ts";
import type { BootstrapSpec } from "../../modules/spec/cluster.ts";
import { runnerBundle } from "../../tools/runner-bundle.ts";
import type { Parts } from "./parts.ts";

/** Where the files of a stack lie. */
export interface ClusterFiles {
  /** Root of the project. */
  readonly project: string;
  /** The cluster file; a playbook that it names is found from its folder. */
  readonly cluster: string;
  /** Keeps compiled playbooks between runs. @default - compiled every time */
  readonly cache?: CompilationCache;
}

/** What the program gives the playbook, beside what stands under `eks`. */
export type PlaybookValues = Pick<PlaybookProps, "vars" | "secretVars">;

export interface PlaybookSettings {
  readonly files: ClusterFiles;
  readonly values: PlaybookValues;
  /** As the file writes it: it goes to the playbook and not to Terraform. */
  readonly bootstrap: BootstrapSpec;
}

/** The playbook that runs inside the cluster when everything else stands. */
export function addPlaybook({ stack, cluster }: Parts, settings: PlaybookSettings): Playbook {
  const { files, values, bootstrap } = settings;
  return new Playbook(stack, "bootstrap", {
    cluster,
    ...values,
    vars: { ...fluxValues(bootstrap), ...values.vars },
    manual: bootstrap.mode === "manual",
    file: playbookFile(bootstrap, files),
    folders: { project: files.project, roles: [path.join(files.project, "bootstrap", "roles")] },
    runnerBundle: runnerBundle(files.project),
    cache: files.cache,
  });
}

/** What the role flux_bootstrap reads. */
function fluxValues({ flux }: BootstrapSpec): Readonly<Record<string, Json>> {
  if (flux === undefined) return {};
  return { flux_bootstrap_provider: flux.provider, flux_bootstrap_flags: { ...flux.flags } };
}

/** The file that the cluster file names, else the one beside it, else the one that comes with eksplan. */
function playbookFile({ playbook }: BootstrapSpec, { project, cluster }: ClusterFiles): string {
  const folder = path.resolve(project, path.dirname(cluster));
  if (playbook !== undefined) return path.resolve(folder, playbook);
  const beside = path.join(folder, "bootstrap", "playbook.yml");
  return existsSync(beside) ? beside : path.join(project, "bootstrap", "playbook.yml");
}
