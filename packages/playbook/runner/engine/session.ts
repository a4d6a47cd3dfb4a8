import { existsSync } from "node:fs";
import path from "node:path";
import type { ClusterValues, CompiledTask, Json } from "../../ir.ts";
import type { Environment } from "../../jinja/environment.ts";
import { Variables } from "../../jinja/scope.ts";
import { withGlobals } from "../../jinja/standard.ts";
import { useConnection } from "../connection.ts";
import { KubernetesClient } from "../kubernetes/client.ts";
import { argumentConnection, clusterConnection, namesCluster } from "../kubernetes/connection.ts";
import { Lookups } from "../lookups/lookups.ts";
import type { Arguments } from "../modules/arguments.ts";
import type { Mask } from "../output/mask.ts";
import type { Report } from "../output/report.ts";
import type { Children } from "../process/children.ts";
import type { Temporary } from "../process/temporary.ts";

export interface SessionOptions {
  readonly cluster: ClusterValues;
  /** Extra variables, `eks` included: data, above everything but loop variables. */
  readonly extra: Readonly<Record<string, unknown>>;
  /** Folder to which packed files are relative. */
  readonly folder: string;
  readonly check: boolean;
  readonly diff: boolean;
  readonly mask: Mask;
  readonly report: Report;
  readonly children: Children;
  readonly temporary: Temporary;
  /** Aborted when the run is interrupted. */
  readonly signal: AbortSignal;
}

/** What lives as long as the process: facts, results, the cluster's client. */
export class Session {
  readonly options: SessionOptions;
  readonly facts = new Map<string, unknown>();
  readonly #clients = new Map<string, KubernetesClient>();

  constructor(options: SessionOptions) {
    this.options = options;
    useConnection(options.cluster, options);
  }

  /** Variables as one task sees them. */
  variables(task: CompiledTask, own: Readonly<Record<string, unknown>>, signal: AbortSignal): Variables {
    const { check, diff, extra } = this.options;
    const magic = {
      inventory_hostname: "localhost",
      inventory_hostname_short: "localhost",
      ansible_connection: "local",
      ansible_check_mode: check,
      ansible_diff_mode: diff,
      ansible_version: { full: "2.19.0", major: 2, minor: 19, revision: 0, string: "2.19.0" },
      ansible_facts: Object.fromEntries(this.facts),
      playbook_dir: process.cwd(),
    };
    const variables = new Variables(withGlobals({}))
      .data(magic)
      .templates(task.vars)
      .data(Object.fromEntries(this.facts))
      .data(extra)
      .data(own);
    const lookups = new Lookups({ session: this, task, variables, signal });
    variables.useEnvironment(withGlobals(lookups.globals()));
    return variables;
  }

  environmentOf(variables: Variables): Environment {
    return variables.environment;
  }

  file(task: CompiledTask, name: string): string {
    const packed = task.files?.[name] ?? task.files?.[name.replace(/\/$/, "")];
    if (packed !== undefined) return path.resolve(this.options.folder, packed);
    const beside = path.resolve(name);
    return existsSync(beside) || path.isAbsolute(name) ? beside : name;
  }

  async kubernetes(args: Arguments, signal: AbortSignal): Promise<KubernetesClient> {
    const { cluster, mask, extra } = this.options;
    const own = (extra["eks"] as { readonly kubeconfig?: Json } | undefined)?.kubeconfig;
    // The playbook's own kubeconfig is the cluster itself: no file and no exec plugin needed.
    const isOwn =
      !namesCluster(args) || (args.get("kubeconfig") === own && !args.has("host") && !args.has("context"));
    const key = isOwn
      ? ""
      : JSON.stringify(
          ["kubeconfig", "host", "api_key", "context", "validate_certs"].map((name) => args.get(name)),
        );
    const known = this.#clients.get(key);
    const connection =
      known?.connection ?? (isOwn ? clusterConnection(cluster, mask) : await argumentConnection(args, mask));
    const client = new KubernetesClient(connection, signal);
    this.#clients.set(key, client);
    return client;
  }
}
