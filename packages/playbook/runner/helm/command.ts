import { chmodSync, existsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { TaskFailure } from "../failure.ts";
import { detourOf } from "../http.ts";
import { namesCluster } from "../kubernetes/connection.ts";
import type { ArgumentSpec, Arguments } from "../modules/arguments.ts";
import type { ModuleContext } from "../modules/module.ts";
import type { Finished } from "../process/children.ts";

/** How Helm's modules name a cluster. */
export const helmSpec: ArgumentSpec = {
  binary_path: { type: "path" },
  context: { aliases: ["kube_context"] },
  kubeconfig: { type: "raw", aliases: ["kubeconfig_path"] },
  host: {},
  api_key: { noLog: true },
  validate_certs: { type: "bool", aliases: ["verify_ssl"] },
  ca_cert: { type: "path" },
};

/** What Helm needs of a task's context, so that an undo, which is no task, can run it too. */
export type HelmContext = Pick<
  ModuleContext,
  "children" | "environment" | "kubernetes" | "signal" | "temporary"
>;

export interface HelmRun extends Finished {
  /** As people would type it, without secrets. */
  readonly command: string;
}

let counter = 0;

/** Helm, bound to one cluster and one namespace. */
export class Helm {
  readonly #args: Arguments;
  readonly #context: HelmContext;
  readonly #namespace: string | undefined;
  #environment: Promise<Readonly<Record<string, string>>> | undefined;
  #major: Promise<number> | undefined;

  constructor(args: Arguments, context: HelmContext, namespace?: string) {
    this.#args = args;
    this.#context = context;
    this.#namespace = namespace;
  }

  get binary(): string {
    return this.#args.optionalText("binary_path") ?? "helm";
  }

  /** Major version: 4 has other names for some flags. */
  major(): Promise<number> {
    this.#major ??= this.run(["version", "--short"]).then(({ stdout }) =>
      Number(/v(\d+)\./.exec(stdout)?.[1] ?? 3),
    );
    return this.#major;
  }

  /** @throws TaskFailure with Helm's own words when it fails */
  async run(words: readonly string[], input?: string): Promise<HelmRun> {
    const done = await this.attempt(words, input);
    if (done.rc !== 0) {
      throw new TaskFailure(
        `Failure when executing Helm command. Exited ${done.rc}.\nstdout: ${done.stdout}\nstderr: ${done.stderr}`,
        {
          command: done.command,
          rc: done.rc,
          stdout: done.stdout,
          stderr: done.stderr,
        },
      );
    }
    return done;
  }

  async attempt(words: readonly string[], input?: string): Promise<HelmRun> {
    this.#environment ??= this.#connect();
    const scope = this.#namespace === undefined ? [] : ["--namespace", this.#namespace];
    const all = [...words, ...scope];
    const done = await this.#context.children.run(this.binary, all, {
      env: await this.#environment,
      signal: this.#context.signal,
      input,
    });
    return { ...done, command: [this.binary, ...all].join(" ") };
  }

  /** A private file for Helm to read: values, a kubeconfig. Never an argument, which every user of the machine can see. */
  async file(name: string, content: string): Promise<string> {
    const file = path.join(await this.#context.temporary(), `${counter++}-${name}`);
    writeFileSync(file, content, { mode: 0o600 });
    chmodSync(file, 0o600);
    return file;
  }

  async #connect(): Promise<Readonly<Record<string, string>>> {
    const kept = Object.fromEntries(
      Object.entries(this.#context.environment).filter(
        ([name]) => !/^(?:KUBECONFIG$|HELM_KUBE|HELM_NAMESPACE$)/.test(name),
      ),
    );
    const given = this.#args.get("kubeconfig");
    if (
      typeof given === "string" &&
      namesCluster(this.#args) &&
      existsSync(given) &&
      !this.#args.has("api_key")
    ) {
      return {
        ...kept,
        KUBECONFIG: given,
        ...(this.#args.has("context") ? { HELM_KUBECONTEXT: this.#args.text("context") } : {}),
      };
    }
    if (typeof given === "object" && given !== null)
      return { ...kept, KUBECONFIG: await this.file("kubeconfig.json", JSON.stringify(given)) };
    const { connection } = await this.#context.kubernetes(this.#args);
    const authorization = (await connection.headers())["authorization"] ?? "";
    const ca = connection.tls.ca;
    const port = await detourOf(connection.server)?.();
    const where =
      port === undefined
        ? { server: connection.server }
        : {
            server: `https://127.0.0.1:${port}`,
            "tls-server-name": new URL(connection.server).hostname,
          };
    const config = {
      apiVersion: "v1",
      kind: "Config",
      "current-context": "cluster",
      clusters: [
        {
          name: "cluster",
          cluster: {
            ...where,
            ...(ca === undefined
              ? {}
              : { "certificate-authority-data": Buffer.from(String(ca)).toString("base64") }),
            ...(connection.tls.rejectUnauthorized === false ? { "insecure-skip-tls-verify": true } : {}),
          },
        },
      ],
      users: [{ name: "user", user: { token: authorization.replace(/^Bearer /, "") } }],
      contexts: [{ name: "cluster", context: { cluster: "cluster", user: "user" } }],
    };
    return { ...kept, KUBECONFIG: await this.file("kubeconfig.json", JSON.stringify(config)) };
  }
}
