import { messageOf, TaskFailure } from "../failure.ts";
import {
  ApiError,
  type KubernetesClient,
  type KubernetesObject,
  type PatchType,
  type Query,
  type Resource,
} from "../kubernetes/client.ts";
import { isSame, objectDiff } from "../kubernetes/compare.ts";
import { hasCondition, hopeless, isReady } from "../kubernetes/conditions.ts";
import { readDefinitions } from "../kubernetes/definitions.ts";
import { labelTest } from "../kubernetes/labels.ts";
import { applyPatch, overlay, withLastApplied } from "../kubernetes/three-way.ts";
import { waitFor } from "../kubernetes/wait.ts";
import type { Arguments } from "./arguments.ts";
import { hide } from "./k8s-info.ts";
import { connectionSpec, objectSpec, waitCondition, waitSpec } from "./kubernetes-arguments.ts";
import type { Module, ModuleContext, ModuleResult } from "./module.ts";

interface Work {
  readonly client: KubernetesClient;
  readonly resource: Resource;
  readonly wanted: KubernetesObject;
  readonly existing: KubernetesObject | undefined;
  readonly args: Arguments;
  readonly context: ModuleContext;
}

const nameIn = (object: KubernetesObject): string =>
  object.metadata?.name ?? object.metadata?.generateName ?? "";
const namespaceIn = ({ resource, wanted }: Pick<Work, "resource" | "wanted">): string | undefined =>
  resource.namespaced ? (wanted.metadata?.namespace ?? "default") : undefined;

/** `stringData` is written, never read back: encoded, it can be compared. */
function encodeStringData(object: KubernetesObject): KubernetesObject {
  const { stringData, ...rest } = object;
  if (object.kind !== "Secret" || typeof stringData !== "object" || stringData === null) return object;
  const encoded = Object.entries(stringData).map(([name, value]) => [
    name,
    Buffer.from(String(value)).toString("base64"),
  ]);
  return { ...rest, data: { ...(object["data"] as object | undefined), ...Object.fromEntries(encoded) } };
}

function maskSecret(object: KubernetesObject, { mask }: ModuleContext): void {
  if (object.kind !== "Secret") return;
  mask.add(object["stringData"]);
  for (const value of Object.values((object["data"] ?? {}) as Readonly<Record<string, unknown>>)) {
    mask.add(value);
    mask.add(Buffer.from(String(value), "base64").toString("utf8"));
  }
}

/** In check mode the server is asked what it would do. */
const query = ({ context, args }: Work): Query => ({
  ...(context.check ? { dryRun: "All" } : {}),
  ...(args.has("server_side_apply") ? {} : { fieldManager: "eksplan" }),
});

/** The answer of a dry run, or a guess where an earlier task would first have made what it needs. */
async function predict(work: Work, ask: () => Promise<KubernetesObject>): Promise<KubernetesObject> {
  try {
    return await ask();
  } catch (error) {
    if (!work.context.check || !(error instanceof ApiError) || error.status !== 404) throw error;
    return (
      work.existing === undefined ? work.wanted : overlay(work.existing, work.wanted)
    ) as KubernetesObject;
  }
}

const failed = (verb: string, error: unknown): unknown =>
  error instanceof ApiError
    ? new TaskFailure(
        `Failed to ${verb} object: ${JSON.stringify(error.result["body"])}`,
        { status: error.status, reason: error.reason, error: error.status },
        { cause: error },
      )
    : error;

const isBuiltIn = (apiVersion: string): boolean =>
  !apiVersion.includes("/") || !apiVersion.split("/")[0]?.includes(".") || /\.k8s\.io\//.test(apiVersion);
/** Groups below k8s.io that are custom resources all the same. */
const isCustom = (apiVersion: string): boolean =>
  /^(?:gateway\.networking|snapshot\.storage|metrics|karpenter)\./.test(apiVersion);

async function update(work: Work): Promise<readonly [KubernetesObject, string]> {
  const { client, resource, wanted, args } = work;
  const at = { name: nameIn(wanted), namespace: namespaceIn(work) };
  if (args.flag("force")) {
    const version = work.existing?.metadata?.resourceVersion;
    const body = {
      ...wanted,
      metadata: { ...wanted.metadata, ...(version === undefined ? {} : { resourceVersion: version }) },
    };
    return [await predict(work, () => client.replace(resource, body, at.namespace, query(work))), "replace"];
  }
  const types = args.has("merge_type") ? args.list("merge_type").map(String) : ["strategic-merge", "merge"];
  let last: unknown;
  for (const type of types) {
    try {
      const patchType = (type === "json" ? "json-patch" : `${type}-patch`) as PatchType;
      return [
        await predict(work, () => client.patch(resource, at, wanted, patchType, query(work))),
        "update",
      ];
    } catch (error) {
      last = error;
    }
  }
  throw failed("patch", last);
}

async function serverSideApply(work: Work): Promise<KubernetesObject> {
  const { client, resource, wanted, args } = work;
  const options = args.dict("server_side_apply");
  const at = { name: nameIn(wanted), namespace: namespaceIn(work) };
  const manager = options["field_manager"];
  if (manager === undefined)
    throw new TaskFailure("missing required arguments: field_manager found in server_side_apply");
  return predict(work, () =>
    client.patch(resource, at, wanted, "apply-patch", {
      ...query(work),
      fieldManager: String(manager),
      force: options["force_conflicts"] === true ? "true" : undefined,
    }),
  );
}

async function applied(work: Work): Promise<KubernetesObject> {
  const { client, resource, wanted, existing, args } = work;
  try {
    if (args.has("server_side_apply")) return await serverSideApply(work);
    const namespace = namespaceIn(work);
    if (existing === undefined)
      return await predict(work, () =>
        client.create(resource, withLastApplied(wanted), namespace, query(work)),
      );
    const strategic = isBuiltIn(resource.apiVersion) && !isCustom(resource.apiVersion);
    const patch = applyPatch(existing, wanted, strategic);
    const at = { name: nameIn(wanted), namespace };
    return await predict(work, async () => {
      try {
        return await client.patch(
          resource,
          at,
          patch,
          strategic ? "strategic-merge-patch" : "merge-patch",
          query(work),
        );
      } catch (error) {
        if (!(error instanceof ApiError) || error.status !== 415) throw error;
        return client.patch(resource, at, applyPatch(existing, wanted, false), "merge-patch", query(work));
      }
    });
  } catch (error) {
    throw failed("apply", error);
  }
}

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
