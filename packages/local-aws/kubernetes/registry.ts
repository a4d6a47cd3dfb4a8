import { builtInKinds, reviewKinds } from "./built-in-kinds.ts";
import { at, isObject, listAt, objectAt, textAt } from "./json.ts";
import { apiVersionOf, type Column, crdsKey, type Kind } from "./kinds.ts";
import type { KubeObject, Reader } from "./objects.ts";

const customColumns = (version: unknown): readonly Column[] => {
  const own = listAt(version, "additionalPrinterColumns").map((column): Column => {
    const priority = at(column, "priority");
    return {
      name: textAt(column, "name") ?? "",
      type: textAt(column, "type") ?? "string",
      description: textAt(column, "description") ?? "",
      priority: typeof priority === "number" ? priority : 0,
      jsonPath: textAt(column, "jsonPath") ?? "",
    };
  });
  if (own.length > 0) return own;
  const age = "Time of creation; the API has no age of its own.";
  return [
    { name: "Age", type: "date", description: age, priority: 0, jsonPath: ".metadata.creationTimestamp" },
  ];
};

/** The kinds that a CustomResourceDefinition adds, one a served version. */
export function customKinds(crd: KubeObject): readonly Kind[] {
  const names = objectAt(crd, "spec", "names");
  const group = textAt(crd, "spec", "group") ?? "";
  const versions = listAt(crd, "spec", "versions");
  const storageVersion =
    textAt(
      versions.find((one) => at(one, "storage") === true),
      "name",
    ) ?? "";
  return versions
    .filter((version) => at(version, "served") === true)
    .map((version) => {
      const schema = at(version, "schema", "openAPIV3Schema");
      const scale = at(version, "subresources", "scale");
      return {
        group,
        version: textAt(version, "name") ?? "",
        kind: textAt(names, "kind") ?? "",
        plural: textAt(names, "plural") ?? "",
        singular: textAt(names, "singular") ?? (textAt(names, "kind") ?? "").toLowerCase(),
        shortNames: listAt(names, "shortNames").map(String),
        categories: listAt(names, "categories").map(String),
        namespaced: textAt(crd, "spec", "scope") !== "Cluster",
        verbs: ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"],
        subresources: [
          ...(at(version, "subresources", "status") === undefined ? [] : ["status"]),
          ...(scale === undefined ? [] : ["scale"]),
        ],
        definition: undefined,
        custom: {
          schema: isObject(schema) ? schema : undefined,
          columns: customColumns(version),
          scale: isObject(scale) ? scale : undefined,
          storageVersion,
        },
      };
    });
}

const isEstablished = (crd: KubeObject) =>
  listAt(crd, "status", "conditions").some(
    (condition) => textAt(condition, "type") === "Established" && textAt(condition, "status") === "True",
  );

/** All kinds that a cluster serves now: the built-in ones and those of its custom resources. */
export class Registry {
  readonly kinds: readonly Kind[];
  readonly #byPath = new Map<string, Kind>();
  readonly #byKind = new Map<string, Kind>();

  constructor(crds: readonly KubeObject[]) {
    this.kinds = [...builtInKinds, ...crds.filter(isEstablished).flatMap(customKinds)];
    for (const kind of [...this.kinds, ...reviewKinds]) {
      this.#byPath.set(`${apiVersionOf(kind)} ${kind.plural}`, kind);
      this.#byKind.set(`${apiVersionOf(kind)} ${kind.kind}`, kind);
    }
  }

  byPath(group: string, version: string, plural: string): Kind | undefined {
    return this.#byPath.get(`${apiVersionOf({ group, version })} ${plural}`);
  }

  byKind(apiVersion: string, kind: string): Kind | undefined {
    return this.#byKind.get(`${apiVersion} ${kind}`);
  }
}

const cached = new WeakMap<Reader, { readonly crds: readonly KubeObject[]; readonly registry: Registry }>();

/** The registry for a cluster's present objects, made anew only when a CustomResourceDefinition changed. */
export function registryOf(objects: Reader): Registry {
  const crds = objects.list(crdsKey);
  const before = cached.get(objects);
  if (before?.crds.length === crds.length && before.crds.every((crd, index) => crd === crds[index]))
    return before.registry;
  const registry = new Registry(crds);
  cached.set(objects, { crds, registry });
  return registry;
}
