import { messageOf, TaskFailure } from "../failure.ts";
import { ApiError, type KubernetesClient, type KubernetesObject } from "../kubernetes/client.ts";
import { isSame, objectDiff } from "../kubernetes/compare.ts";
import { hasCondition, hopeless, isReady } from "../kubernetes/conditions.ts";
import { readDefinitions } from "../kubernetes/definitions.ts";
import { labelTest } from "../kubernetes/labels.ts";
import { waitFor } from "../kubernetes/wait.ts";
import type { Arguments } from "./arguments.ts";
import { hide } from "./k8s-info.ts";
import {
  applied,
  encodeStringData,
  failed,
  maskSecret,
  nameIn,
  namespaceIn,
  predict,
  query,
  update,
  type Work,
} from "./k8s-write.ts";
import { connectionSpec, objectSpec, waitCondition, waitSpec } from "./kubernetes-arguments.ts";
import type { Module, ModuleContext, ModuleResult } from "./module.ts";

async function remove(work: Work): Promise<ModuleResult> {
  const { client, resource, wanted, existing, args, context } = work;
  const gone: ModuleResult = { changed: false, result: {}, method: "delete" };
  if (existing === undefined) return gone;
  const namespace = namespaceIn(work);
  const { propagationPolicy, gracePeriodSeconds, preconditions } = args.dict("delete_options");
  const body = {
    apiVersion: "v1",
    kind: "DeleteOptions",
    propagationPolicy: propagationPolicy ?? "Foreground",
    gracePeriodSeconds,
    preconditions,
    ...(context.check ? { dryRun: ["All"] } : {}),
  };
  let answer: unknown;
  try {
    answer = await client.delete(resource, nameIn(wanted), namespace, { body });
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return gone;
    throw failed("delete", error);
  }
  const diff = objectDiff(existing, undefined);
  if (!args.flag("wait") || context.check) return { changed: true, result: answer, method: "delete", diff };
  const { met, duration } = await waitFor(
    () => client.get(resource, nameIn(wanted), namespace),
    (object) => object === undefined || object.metadata?.["uid"] !== existing.metadata?.["uid"],
    waitOptions(args, context),
  );
  if (!met) throw timedOut(wanted, { method: "delete", duration });
  return { changed: true, result: answer, method: "delete", duration, diff };
}

const waitOptions = (args: Arguments, { signal }: ModuleContext) => ({
  seconds: args.number("wait_timeout"),
  every: Math.max(1, args.number("wait_sleep")),
  signal,
});

const timedOut = (object: KubernetesObject, result: Readonly<Record<string, unknown>>): TaskFailure =>
  new TaskFailure(`"${object.kind}" "${nameIn(object)}": Timed out waiting on resource`, result);

async function waitReady(work: Work, object: KubernetesObject): Promise<readonly [KubernetesObject, number]> {
  const { client, resource, args, context } = work;
  const wanted = waitCondition(args);
  const { value, met, duration } = await waitFor(
    async () => (await client.get(resource, nameIn(object), object.metadata?.namespace)) ?? object,
    (live) => {
      const reason = hopeless(live);
      if (reason !== undefined) throw new TaskFailure(reason, { result: live });
      return wanted === undefined ? isReady(live) : hasCondition(live, wanted);
    },
    waitOptions(args, context),
  );
  if (!met) throw timedOut(object, { result: value, duration });
  return [value, duration];
}

async function present(work: Work): Promise<ModuleResult> {
  const { client, resource, wanted, existing, args, context } = work;
  let after: KubernetesObject;
  let method: string;
  if (args.flag("apply") || args.has("server_side_apply")) [after, method] = [await applied(work), "apply"];
  else if (existing === undefined) {
    if (args.text("state") === "patched") {
      const text = `resource 'kind=${wanted.kind},name=${nameIn(wanted)}' was not found but will not be created as 'state' parameter has been set to 'patched'`;
      return { changed: false, result: {}, warnings: [text] };
    }
    try {
      [after, method] = [
        await predict(work, () => client.create(resource, wanted, namespaceIn(work), query(work))),
        "create",
      ];
    } catch (error) {
      throw failed("create", error);
    }
  } else [after, method] = await update(work);
  maskSecret(after, context);
  const changed =
    method === "create" || existing === undefined || !isSame(existing, after, "status" in wanted);
  const diff = objectDiff(existing, after);
  if (!args.flag("wait") || context.check) return { changed, method, result: after, diff };
  const [ready, duration] = await waitReady(work, after);
  return { changed, method, result: ready, duration, diff };
}

async function act(
  wanted: KubernetesObject,
  args: Arguments,
  context: ModuleContext,
  client: KubernetesClient,
): Promise<ModuleResult> {
  const isAbsent = args.text("state") === "absent";
  maskSecret(wanted, context);
  const resource = await client.find(wanted.apiVersion, wanted.kind);
  if (resource === undefined) {
    // Nothing of a kind that the cluster does not know can be there, and in check mode an earlier task may bring it.
    if (isAbsent) return { changed: false, result: {}, method: "delete" };
    const text = `Failed to find exact match for ${wanted.apiVersion}.${wanted.kind} by [kind, name, singularName, shortNames]`;
    if (context.check)
      return {
        changed: true,
        method: "create",
        result: wanted,
        warnings: [`${text}; it is taken for one that an earlier task makes known`],
      };
    throw new TaskFailure(text);
  }
  const selectors = args.list("label_selectors").map(String);
  if (
    !isAbsent &&
    selectors.length > 0 &&
    !selectors.every((selector) => labelTest(selector)(wanted.metadata?.labels ?? {}))
  ) {
    return {
      changed: false,
      result: {},
      msg: `resource 'kind=${wanted.kind},name=${nameIn(wanted)},namespace=${wanted.metadata?.namespace ?? "None"}' filtered by label_selectors.`,
    };
  }
  const object = encodeStringData({ ...wanted, apiVersion: resource.apiVersion, kind: resource.kind });
  const name = object.metadata?.name;
  const work = { client, resource, wanted: object, args, context };
  const existing = name === undefined ? undefined : await existingOf(work, name);
  const result = isAbsent ? await remove({ ...work, existing }) : await present({ ...work, existing });
  return { ...result, result: hide(result["result"], args.list("hidden_fields").map(String)) };
}

async function existingOf(work: Omit<Work, "existing">, name: string): Promise<KubernetesObject | undefined> {
  // Kinds that can't be read, access reviews for example, are made anew every time.
  if (!work.resource.verbs.includes("get")) return undefined;
  return work.client.get(work.resource, name, namespaceIn(work));
}

/** Everything of a kind in a namespace: `delete_all`. */
async function removeAll(args: Arguments, client: KubernetesClient): Promise<readonly KubernetesObject[]> {
  const resource = await client.find(args.text("api_version"), args.text("kind"));
  if (resource === undefined) return [];
  return client.list(resource, args.optionalText("namespace"), {
    labelSelector: args.list("label_selectors").map(String).join(","),
  });
}

export const k8s: Module = {
  spec: {
    ...connectionSpec,
    ...objectSpec,
    ...waitSpec,
    state: { default: "present", choices: ["present", "absent", "patched"] },
    resource_definition: { type: "raw", aliases: ["definition", "inline"] },
    src: { type: "path" },
    template: { type: "raw" },
    apply: { type: "bool", default: false },
    server_side_apply: { type: "dict" },
    force: { type: "bool", default: false },
    merge_type: { type: "list" },
    delete_options: { type: "dict", default: {} },
    delete_all: { type: "bool", default: false },
    generate_name: {},
    continue_on_error: { type: "bool", default: false },
    label_selectors: { type: "list", default: [] },
    hidden_fields: { type: "list", default: [] },
  },
  supportsCheck: true,
  run: async (args, context) => {
    const sources = ["resource_definition", "src", "template"].filter((name) => args.has(name));
    if (sources.length > 1) throw new TaskFailure(`parameters are mutually exclusive: ${sources.join("|")}`);
    if (args.flag("apply") && args.flag("force"))
      throw new TaskFailure("parameters are mutually exclusive: apply|force");
    const client = await context.kubernetes(args);
    const isSweep =
      args.flag("delete_all") && args.text("state") === "absent" && !args.has("name") && sources.length === 0;
    const wanted = isSweep ? await removeAll(args, client) : await readDefinitions(args, context);
    const results: ModuleResult[] = [];
    for (const object of wanted) {
      try {
        results.push(await act(object, args, context, client));
        if (object.kind === "CustomResourceDefinition") client.forget();
      } catch (error) {
        if (!args.flag("continue_on_error") || context.signal.aborted) throw error;
        results.push({
          changed: false,
          result: {},
          error: { msg: messageOf(error), ...(error instanceof TaskFailure ? error.result : {}) },
        });
      }
    }
    const [only] = results;
    if (results.length === 1 && only !== undefined) return only;
    const diff = results.flatMap((result) => (result.diff === undefined ? [] : [result.diff].flat()));
    return {
      changed: results.some((result) => result.changed),
      result: { results: results.map(({ diff: _, ...result }) => result) },
      ...(diff.length > 0 ? { diff } : {}),
    };
  },
};
