import { TaskFailure } from "../failure.ts";
import {
  ApiError,
  type KubernetesClient,
  type KubernetesObject,
  type PatchType,
  type Query,
  type Resource,
} from "../kubernetes/client.ts";
import { applyPatch, overlay, withLastApplied } from "../kubernetes/three-way.ts";
import type { Arguments } from "./arguments.ts";
import type { ModuleContext } from "./module.ts";

export interface Work {
  readonly client: KubernetesClient;
  readonly resource: Resource;
  readonly wanted: KubernetesObject;
  readonly existing: KubernetesObject | undefined;
  readonly args: Arguments;
  readonly context: ModuleContext;
}

export const nameIn = (object: KubernetesObject): string =>
  object.metadata?.name ?? object.metadata?.generateName ?? "";
export const namespaceIn = ({ resource, wanted }: Pick<Work, "resource" | "wanted">): string | undefined =>
  resource.namespaced ? (wanted.metadata?.namespace ?? "default") : undefined;

/** `stringData` is written, never read back: encoded, it can be compared. */
export function encodeStringData(object: KubernetesObject): KubernetesObject {
  const { stringData, ...rest } = object;
  if (object.kind !== "Secret" || typeof stringData !== "object" || stringData === null) return object;
  const encoded = Object.entries(stringData).map(([name, value]) => [
    name,
    Buffer.from(String(value)).toString("base64"),
  ]);
  return { ...rest, data: { ...(object["data"] as object | undefined), ...Object.fromEntries(encoded) } };
}

export function maskSecret(object: KubernetesObject, { mask }: ModuleContext): void {
  if (object.kind !== "Secret") return;
  mask.add(object["stringData"]);
  for (const value of Object.values((object["data"] ?? {}) as Readonly<Record<string, unknown>>)) {
    mask.add(value);
    mask.add(Buffer.from(String(value), "base64").toString("utf8"));
  }
}

/** In check mode the server is asked what it would do. */
export const query = ({ context, args }: Work): Query => ({
  ...(context.check ? { dryRun: "All" } : {}),
  ...(args.has("server_side_apply") ? {} : { fieldManager: "eksplan" }),
});

/** The answer of a dry run, or a guess where an earlier task would first have made what it needs. */
export async function predict(work: Work, ask: () => Promise<KubernetesObject>): Promise<KubernetesObject> {
  try {
    return await ask();
  } catch (error) {
    if (!work.context.check || !(error instanceof ApiError) || error.status !== 404) throw error;
    return (
      work.existing === undefined ? work.wanted : overlay(work.existing, work.wanted)
    ) as KubernetesObject;
  }
}

export const failed = (verb: string, error: unknown): unknown =>
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

export async function update(work: Work): Promise<readonly [KubernetesObject, string]> {
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

export async function applied(work: Work): Promise<KubernetesObject> {
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
