import { TaskFailure } from "../failure.ts";
import { Helm, helmSpec } from "../helm/command.ts";
import { findRelease, valuesOf } from "../helm/release.ts";
import type { Module } from "./module.ts";

export const helmInfo: Module = {
  spec: {
    ...helmSpec,
    release_name: { required: true, aliases: ["name"] },
    release_namespace: { required: true, aliases: ["namespace"] },
    release_state: { type: "list", default: [] },
    get_all_values: { type: "bool", default: false },
  },
  supportsCheck: true,
  run: async (args, context) => {
    const helm = new Helm(args, context, args.text("release_namespace"));
    const name = args.text("release_name");
    const states = args.list("release_state").map(String);
    const release = await findRelease(helm, name, states.length > 0);
    if (
      release === undefined ||
      (states.length > 0 &&
        !states.includes("all") &&
        !states.includes(
          release.status.replace("-install", "").replace("-upgrade", "").replace("-rollback", ""),
        ))
    ) {
      return { changed: false };
    }
    const values = args.flag("get_all_values") ? await valuesOf(helm, name, true) : release.values;
    const extras: Record<string, string> = {};
    for (const [key, words] of Object.entries({
      hooks: ["get", "hooks"],
      manifest: ["get", "manifest"],
      notes: ["get", "notes"],
    })) {
      extras[key] = (await helm.attempt([...words, name])).stdout;
    }
    return { changed: false, status: { ...release, values, ...extras } };
  },
};

interface Repository {
  readonly name: string;
  readonly url: string;
}

export const helmRepository: Module = {
  spec: {
    binary_path: { type: "path" },
    repo_name: { required: true, aliases: ["name"] },
    repo_url: { aliases: ["url"] },
    repo_username: { aliases: ["username"] },
    repo_password: { noLog: true, aliases: ["password"] },
    repo_state: { default: "present", choices: ["present", "absent"], aliases: ["state"] },
    pass_credentials: { type: "bool", default: false },
    force_update: { type: "bool", default: false, aliases: ["force"] },
    insecure_skip_tls_verify: { type: "bool", default: false },
  },
  supportsCheck: true,
  run: async (args, context) => {
    const binary = args.optionalText("binary_path") ?? "helm";
    const run = (words: readonly string[], input?: string) =>
      context.children.run(binary, words, { env: context.environment, signal: context.signal, input });
    const listed = await run(["repo", "list", "--output", "json"]);
    // Without any repository Helm fails; that is an empty list.
    const repositories = listed.rc === 0 ? (JSON.parse(listed.stdout || "[]") as readonly Repository[]) : [];
    const [name, url] = [args.text("repo_name"), args.optionalText("repo_url")];
    const known = repositories.find((repository) => repository.name === name);
    let words: string[] = [];
    if (args.text("repo_state") === "absent") {
      if (known !== undefined) words = ["repo", "remove", name];
    } else {
      if (url === undefined)
        throw new TaskFailure("repo_state is present but all of the following are missing: repo_url");
      const differs = known !== undefined && known.url !== url;
      if (differs && !args.flag("force_update"))
        throw new TaskFailure(`Repository already have a repository named ${name}`);
      if (known === undefined || differs) {
        words = ["repo", "add", name, url];
        if (args.has("repo_username"))
          words.push("--username", args.text("repo_username"), "--password-stdin");
        if (args.flag("pass_credentials")) words.push("--pass-credentials");
        if (differs) words.push("--force-update");
        if (args.flag("insecure_skip_tls_verify")) words.push("--insecure-skip-tls-verify");
      }
    }
    if (words.length === 0) return { changed: false, repo_name: name, repo_url: url ?? null };
    const command = [binary, ...words].join(" ");
    if (context.check) return { changed: true };
    const done = await run(words, args.has("repo_password") ? args.text("repo_password") : undefined);
    if (done.rc !== 0) {
      throw new TaskFailure(
        `Failure when executing Helm command. Exited ${done.rc}.\nstdout: ${done.stdout}\nstderr: ${done.stderr}`,
        { command, rc: done.rc, stdout: done.stdout, stderr: done.stderr },
      );
    }
    return { changed: true, stdout: done.stdout, stderr: done.stderr, command };
  },
};
