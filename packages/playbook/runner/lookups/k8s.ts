import { type Named, truth } from "../../jinja/value.ts";
import { Arguments } from "../modules/arguments.ts";
import type { LookupContext } from "./lookups.ts";

/** `lookup('kubernetes.core.k8s', kind='Secret', …)`. What a Secret holds is masked. */
export async function lookUpObjects(
  terms: readonly string[],
  named: Named,
  { session, signal }: LookupContext,
): Promise<readonly unknown[]> {
  const args = new Arguments({
    kubeconfig: named["kubeconfig"],
    host: named["host"],
    api_key: named["api_key"],
    context: named["context"],
    validate_certs: named["validate_certs"],
  });
  const client = await session.kubernetes(args, signal);
  if (named["cluster_info"] !== undefined && truth(named["cluster_info"]))
    return [await client.call("GET", "/version")];
  const kind = String(named["kind"] ?? terms[0] ?? "");
  const resource = await client.find(String(named["api_version"] ?? "v1"), kind);
  if (resource === undefined)
    throw new Error(`the cluster serves no kind ${kind} in ${String(named["api_version"] ?? "v1")}`);
  const namespace = named["namespace"] === undefined ? undefined : String(named["namespace"]);
  const name = named["resource_name"];
  const found =
    name === undefined
      ? await client.list(resource, namespace, {
          labelSelector: String(named["label_selector"] ?? ""),
          fieldSelector: String(named["field_selector"] ?? ""),
        })
      : [await client.get(resource, String(name), namespace)].filter((object) => object !== undefined);
  for (const object of found) {
    if (object.kind !== "Secret") continue;
    for (const value of Object.values((object["data"] ?? {}) as Readonly<Record<string, string>>)) {
      session.options.mask.add(value);
      session.options.mask.add(Buffer.from(value, "base64").toString("utf8"));
    }
  }
  return found;
}
