import { TaskFailure } from "../failure.ts";
import { ApiError } from "../kubernetes/client.ts";
import { hasCondition, isReady } from "../kubernetes/conditions.ts";
import { waitFor } from "../kubernetes/wait.ts";
import { connectionSpec, objectSpec, waitCondition, waitSpec } from "./kubernetes-arguments.ts";
import type { Module } from "./module.ts";

export const k8sInfo: Module = {
  spec: {
    ...connectionSpec,
    ...objectSpec,
    ...waitSpec,
    kind: { required: true },
    label_selectors: { type: "list", default: [] },
    field_selectors: { type: "list", default: [] },
    hidden_fields: { type: "list", default: [] },
  },
  supportsCheck: true,
  run: async (args, context) => {
    const client = await context.kubernetes(args);
    const resource = await client.find(args.text("api_version"), args.text("kind"));
    if (resource === undefined) {
      return {
        changed: false,
        resources: [],
        api_found: false,
        msg: `Failed to find API for resource with apiVersion "${args.text("api_version")}" and kind "${args.text("kind")}"`,
      };
    }
    const query = {
      labelSelector: args.list("label_selectors").map(String).join(","),
      fieldSelector: args.list("field_selectors").map(String).join(","),
    };
    const ask = async () => {
      if (args.has("name")) {
        if (resource.namespaced && !args.has("namespace")) {
          return client.list(resource, undefined, {
            ...query,
            fieldSelector: [query.fieldSelector, `metadata.name=${args.text("name")}`]
              .filter(Boolean)
              .join(","),
          });
        }
        const found = await client.get(resource, args.text("name"), args.optionalText("namespace"));
        return found === undefined ? [] : [found];
      }
      return client.list(resource, args.optionalText("namespace"), query);
    };
    const wanted = waitCondition(args);
    try {
      const { value, met, duration } = args.flag("wait")
        ? await waitFor(
            ask,
            (objects) =>
              objects.length > 0 &&
              objects.every((object) =>
                wanted === undefined ? isReady(object) : hasCondition(object, wanted),
              ),
            {
              seconds: args.number("wait_timeout"),
              every: Math.max(1, args.number("wait_sleep")),
              signal: context.signal,
            },
          )
        : { value: await ask(), met: true, duration: 0 };
      if (!met && value.length > 0) {
        throw new TaskFailure(
          `Failed to gather information about ${args.text("kind")}(s) even after waiting for ${duration} seconds`,
          { api_found: true },
        );
      }
      return {
        changed: false,
        api_found: true,
        resources: value.map((object) => hide(object, args.list("hidden_fields").map(String))),
      };
    } catch (error) {
      if (error instanceof ApiError && error.status === 404)
        return { changed: false, api_found: true, resources: [] };
      throw error;
    }
  },
};

/** Drops fields by path, `metadata.managedFields` for example. */
export function hide<T>(object: T, fields: readonly string[]): T {
  if (fields.length === 0) return object;
  const copy = structuredClone(object) as Record<string, unknown>;
  for (const field of fields) {
    const parts = (field.match(/[^.[\]"']+/g) ?? []) as string[];
    const last = parts.pop();
    const parent = parts.reduce<unknown>(
      (value, part) =>
        typeof value === "object" && value !== null ? (value as Record<string, unknown>)[part] : undefined,
      copy,
    );
    if (last !== undefined && typeof parent === "object" && parent !== null)
      delete (parent as Record<string, unknown>)[last];
  }
  return copy as T;
}
