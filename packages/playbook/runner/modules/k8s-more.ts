import { isDeepStrictEqual } from "node:util";
import { TaskFailure } from "../failure.ts";
import type { KubernetesClient, KubernetesObject, Resource } from "../kubernetes/client.ts";
import { isSame, objectDiff } from "../kubernetes/compare.ts";
import { hasCondition, isReady } from "../kubernetes/conditions.ts";
import { waitFor } from "../kubernetes/wait.ts";
import type { Arguments } from "./arguments.ts";
import { hide } from "./k8s-info.ts";
import { connectionSpec, objectSpec, waitCondition, waitSpec } from "./kubernetes-arguments.ts";
import type { Module, ModuleContext, ModuleResult } from "./module.ts";

export const k8sClusterInfo: Module = {
  spec: { ...connectionSpec, invalidate_cache: { type: "bool", default: true } },
  supportsCheck: true,
  run: async (args, context) => {
    const client = await context.kubernetes(args);
    const version = await client.call("GET", "/version");
    const groups = (await client.call("GET", "/apis")) as {
      readonly groups?: readonly { readonly versions: readonly { readonly groupVersion: string }[] }[];
    };
    const names = [
      "v1",
      ...(groups.groups ?? []).flatMap((group) => group.versions.map((entry) => entry.groupVersion)),
    ];
    const apis: Record<string, unknown> = {};
    for (const name of names) {
      const resources = await client.resources(name);
      apis[name] = Object.fromEntries(
        resources.map(({ kind, name: plural, namespaced, singularName, shortNames, verbs }) => [
          kind,
          {
            categories: [],
            name: plural,
            namespaced,
            preferred: true,
            short_names: shortNames,
            singular_name: singularName,
            verbs,
          },
        ]),
      );
    }
    const { server } = client.connection;
    return {
      changed: false,
      apis,
      connection: {
        cert_file: null,
        host: server,
        password: null,
        proxy: null,
        ssl_ca_cert: null,
        username: null,
        verify_ssl: true,
      },
      version: { client: "eksplan", server: { kubernetes: version } },
    };
  },
};

async function needResource(args: Arguments, client: KubernetesClient): Promise<Resource> {
  const resource = await client.find(args.text("api_version"), args.text("kind"));
  if (resource === undefined) {
    throw new TaskFailure(
      `Failed to find exact match for ${args.text("api_version")}.${args.text("kind")} by [kind, name, singularName, shortNames]`,
    );
  }
  return resource;
}

const waiting = (args: Arguments, { signal }: ModuleContext) => ({
  seconds: args.number("wait_timeout"),
  every: Math.max(1, args.has("wait_sleep") ? args.number("wait_sleep") : 5),
  signal,
});

type Spec = Readonly<Record<string, unknown>>;
const specOf = (object: KubernetesObject): Spec => (object["spec"] ?? {}) as Spec;

async function scaleOne(
  object: KubernetesObject,
  resource: Resource,
  args: Arguments,
  context: ModuleContext,
  client: KubernetesClient,
): Promise<ModuleResult> {
  const isJob = object.kind === "Job";
  const field = isJob ? "parallelism" : "replicas";
  const count = specOf(object)[field];
  const { name = "", namespace } = object.metadata ?? {};
  const who = `object kind=${object.kind} name=${name} namespace=${namespace ?? "None"}.`;
  if (typeof count !== "number") throw new TaskFailure(`Failed to retrieve the available count for ${who}`);
  if (args.has("resource_version") && args.text("resource_version") !== object.metadata?.resourceVersion) {
    return {
      changed: false,
      warning: `expected resource version ${args.text("resource_version")} does not match with actual ${object.metadata?.resourceVersion ?? ""} for ${who}`,
    };
  }
  if (args.has("current_replicas") && args.number("current_replicas") !== count) {
    return {
      changed: false,
      warning: `current replicas ${args.number("current_replicas")} does not match with actual ${count} for ${who}`,
    };
  }
  const replicas = args.number("replicas");
  const wait = args.flag("wait");
  if (count === replicas)
    return {
      changed: false,
      result: object,
      ...(wait ? { duration: 0 } : {}),
      diff: { before: {}, after: {} },
    };
  const query = context.check ? { dryRun: "All" } : {};
  const after = await client.patch(
    resource,
    { name, namespace },
    { spec: { [field]: replicas } },
    "merge-patch",
    query,
  );
  const diff = objectDiff(object, after);
  if (!wait || context.check || isJob) return { changed: true, result: after, diff };
  const { value, met, duration } = await waitFor(
    async () => (await client.get(resource, name, namespace)) ?? after,
    isReady,
    waiting(args, context),
  );
  if (!met) throw new TaskFailure(`Resource scaling timed out`, { result: value, duration });
  return { changed: true, result: value, duration, diff };
}

export const k8sScale: Module = {
  spec: {
    ...connectionSpec,
    ...objectSpec,
    kind: { required: true },
    replicas: { type: "int", required: true },
    current_replicas: { type: "int" },
    resource_version: {},
    label_selectors: { type: "list", default: [] },
    continue_on_error: { type: "bool", default: false },
    wait: { type: "bool", default: true },
    wait_timeout: { type: "int", default: 20 },
    wait_sleep: { type: "int", default: 5 },
  },
  supportsCheck: true,
  run: async (args, context) => {
    const client = await context.kubernetes(args);
    const resource = await needResource(args, client);
    const namespace = args.optionalText("namespace") ?? (resource.namespaced ? "default" : undefined);
    const labelSelector = args.list("label_selectors").map(String).join(",");
    const objects = args.has("name")
      ? [await client.get(resource, args.text("name"), namespace)].filter((object) => object !== undefined)
      : await client.list(resource, namespace, { labelSelector });
    if (args.has("name") && objects.length === 0) {
      throw new TaskFailure(
        `Failed to retrieve requested object: ${args.text("kind")} ${args.text("name")} not found`,
        { status: 404 },
      );
    }
    const [only] = objects;
    if (objects.length === 1 && only !== undefined) return scaleOne(only, resource, args, context, client);
    const results: ModuleResult[] = [];
    const errors: unknown[] = [];
    for (const object of objects) {
      try {
        results.push(await scaleOne(object, resource, args, context, client));
      } catch (error) {
        if (!args.flag("continue_on_error") || context.signal.aborted) throw error;
        errors.push({ error: (error as Error).message, failed: true });
      }
    }
    return {
      changed: results.some((result) => result.changed),
      results,
      ...(errors.length > 0 ? { errors } : {}),
    };
  },
};

export const k8sJsonPatch: Module = {
  spec: {
    ...connectionSpec,
    ...objectSpec,
    ...waitSpec,
    kind: { required: true },
    name: { required: true },
    patch: { type: "list", required: true },
    hidden_fields: { type: "list", default: [] },
  },
  supportsCheck: true,
  run: async (args, context) => {
    const client = await context.kubernetes(args);
    const resource = await needResource(args, client);
    const at = {
      name: args.text("name"),
      namespace: args.optionalText("namespace") ?? (resource.namespaced ? "default" : undefined),
    };
    const before = await client.get(resource, at.name, at.namespace);
    if (before === undefined)
      throw new TaskFailure(`Failed to retrieve requested object: ${resource.kind} ${at.name} not found`, {
        status: 404,
      });
    const after = await client.patch(
      resource,
      at,
      args.list("patch"),
      "json-patch",
      context.check ? { dryRun: "All" } : {},
    );
    const changed = !isSame(before, after, true) && !isDeepStrictEqual(before, after);
    const diff = objectDiff(before, after);
    let result = after;
    let duration: number | undefined;
    if (args.flag("wait") && !context.check) {
      const wanted = waitCondition(args);
      const done = await waitFor(
        async () => (await client.get(resource, at.name, at.namespace)) ?? after,
        (object) => (wanted === undefined ? isReady(object) : hasCondition(object, wanted)),
        waiting(args, context),
      );
      if (!done.met)
        throw new TaskFailure("Timed out waiting on resource", {
          result: done.value,
          duration: done.duration,
        });
      [result, duration] = [done.value, done.duration];
    }
    return {
      changed,
      result: hide(result, args.list("hidden_fields").map(String)),
      diff,
      ...(duration === undefined ? {} : { duration }),
    };
  },
};
