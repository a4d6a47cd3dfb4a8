import { immutableJSONPatch, type JSONPatchDocument } from "immutable-json-patch";
import { Failure, invalid } from "./failure.ts";
import { equal, isList, isObject, type Json, textAt } from "./json.ts";
import type { Kind } from "./kinds.ts";
import type { KubeObject } from "./objects.ts";
import { schemaOf } from "./schema.ts";
import { jsonMerge, strategicMerge } from "./strategic-merge.ts";

export const applyPatchType = "application/apply-patch+yaml";

function jsonPatched(object: KubeObject, kind: Kind, patch: Json): Json {
  if (!isList(patch))
    throw new Failure("BadRequest", "error decoding patch: a JSON patch is a list of operations");
  let current: Json = object;
  for (const step of patch) {
    const path = textAt(step, "path") ?? "";
    try {
      if (textAt(step, "op") === "test") {
        const found = path
          .split("/")
          .slice(1)
          .reduce<Json | undefined>((value, part) => {
            const key = part.replaceAll("~1", "/").replaceAll("~0", "~");
            return isList(value) ? value[Number(key)] : isObject(value) ? value[key] : undefined;
          }, current);
        if (!equal(found, isObject(step) ? step["value"] : undefined))
          throw new Error(`testing value ${path} failed`);
      } else current = immutableJSONPatch(current, [step] as unknown as JSONPatchDocument) as Json;
    } catch (error) {
      const message = `the server rejected our request due to an error in our request: ${(error as Error).message}`;
      throw invalid(kind, object.metadata.name, [{ message }]);
    }
  }
  return current;
}

/** The object after a patch of the named content type; server-side apply is not one of them. */
export function patched(kind: Kind, object: KubeObject, patch: Json, contentType: string): KubeObject {
  switch (contentType) {
    case "application/json-patch+json":
      return jsonPatched(object, kind, patch) as KubeObject;
    case "application/merge-patch+json":
      return jsonMerge(object, patch) as KubeObject;
    case "application/strategic-merge-patch+json":
      if (kind.custom !== undefined) break;
      return strategicMerge(object, patch, schemaOf(kind)) as KubeObject;
  }
  const supported = [
    "application/json-patch+json",
    "application/merge-patch+json",
    ...(kind.custom === undefined ? ["application/strategic-merge-patch+json"] : []),
    applyPatchType,
  ];
  throw new Failure(
    "UnsupportedMediaType",
    `the body of the request was in an unknown format - accepted media types include: ${supported.join(", ")}`,
  );
}
