import type { Cause } from "./failure.ts";
import { at, equal, type Json, type JsonObject, listAt, objectAt, stringsAt, textAt } from "./json.ts";
import { type Kind, keyOf } from "./kinds.ts";
import type { KubeObject } from "./objects.ts";
import { labelSelectorTest } from "./selectors.ts";

const label = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const subdomain = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const qualified = /^([a-z0-9]([-a-z0-9.]*[a-z0-9])?\/)?([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const labelValue = /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/;

const labelText =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
const subdomainText =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

const faultOf = (field: string, value: Json | undefined, text: string): Cause => ({
  reason: "FieldValueInvalid",
  field,
  message: `Invalid value: ${JSON.stringify(value)}: ${text}`,
});
const required = (field: string, text = ""): Cause => ({
  reason: "FieldValueRequired",
  field,
  message: `Required value${text === "" ? "" : `: ${text}`}`,
});
const immutable = (field: string, value: Json | undefined) => faultOf(field, value, "field is immutable");

const labelNamed = new Set(["namespaces", "services"]);
/** RBAC's names may hold anything that fits into a path. */
const freelyNamed = /(roles|rolebindings)\.rbac\.authorization\.k8s\.io$/;

function nameFaults(kind: Kind, name: string): readonly Cause[] {
  const key = keyOf(kind);
  const field = "metadata.name";
  if (freelyNamed.test(key)) {
    return /[/%]|^\.\.?$/.test(name) ? [faultOf(field, name, "may not contain '/' or '%'")] : [];
  }
  if (labelNamed.has(key))
    return label.test(name) && name.length <= 63 ? [] : [faultOf(field, name, labelText)];
  return subdomain.test(name) && name.length <= 253 ? [] : [faultOf(field, name, subdomainText)];
}

function labelFaults(
  labels: Readonly<Record<string, string>>,
  field: string,
  valuesToo: boolean,
): readonly Cause[] {
  return Object.entries(labels).flatMap(([key, value]): Cause[] => {
    if (!qualified.test(key))
      return [
        faultOf(
          field,
          key,
          "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
        ),
      ];
    if (valuesToo && (!labelValue.test(value) || value.length > 63)) {
      return [
        faultOf(
          field,
          value,
          "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character, at most 63 of them",
        ),
      ];
    }
    return [];
  });
}

function podFaults(spec: unknown, field: string): readonly Cause[] {
  const containers = listAt(spec, "containers");
  const names = containers.map((container) => textAt(container, "name") ?? "");
  const volumes = new Set(listAt(spec, "volumes").map((volume) => textAt(volume, "name")));
  return [
    ...(containers.length === 0 ? [required(`${field}.containers`)] : []),
    ...containers.flatMap((container, index): Cause[] => {
      const where = `${field}.containers[${index}]`;
      const name = names[index] ?? "";
      return [
        ...(name === ""
          ? [required(`${where}.name`)]
          : label.test(name)
            ? []
            : [faultOf(`${where}.name`, name, labelText)]),
        ...(names.indexOf(name) < index
          ? [{ reason: "FieldValueDuplicate", field: `${where}.name`, message: `Duplicate value: "${name}"` }]
          : []),
        ...((textAt(container, "image") ?? "") === "" ? [required(`${where}.image`)] : []),
        ...listAt(container, "volumeMounts").flatMap((mount, at): Cause[] => {
          const volume = textAt(mount, "name") ?? "";
          return volumes.has(volume)
            ? []
            : [
                {
                  reason: "FieldValueNotFound",
                  field: `${where}.volumeMounts[${at}].name`,
                  message: `Not found: "${volume}"`,
                },
              ];
        }),
      ];
    }),
  ];
}

function workloadFaults(object: KubeObject): readonly Cause[] {
  const selector = at(object, "spec", "selector");
  const labels = stringsAt(object, "spec", "template", "metadata", "labels");
  const faults = [...podFaults(at(object, "spec", "template", "spec"), "spec.template.spec")];
  if (selector === undefined) faults.push(required("spec.selector"));
  else if (!labelSelectorTest(selector)(labels)) {
    faults.push(
      faultOf("spec.template.metadata.labels", labels, "`selector` does not match template `labels`"),
    );
  }
  return faults;
}

const jobFaults = (object: KubeObject, path: readonly string[] = ["spec"]): readonly Cause[] => {
  const policy = textAt(object, ...path, "template", "spec", "restartPolicy") ?? "";
  const field = [...path, "template", "spec"].join(".");
  return [
    ...podFaults(at(object, ...path, "template", "spec"), field),
    ...(policy === "OnFailure" || policy === "Never"
      ? []
      : [
          {
            reason: "FieldValueNotSupported",
            field: `${field}.restartPolicy`,
            message: `Unsupported value: "${policy}": supported values: "OnFailure", "Never"`,
          },
        ]),
  ];
};

function serviceFaults(object: KubeObject): readonly Cause[] {
  const ports = listAt(object, "spec", "ports");
  if (
    ports.length === 0 &&
    textAt(object, "spec", "type") !== "ExternalName" &&
    textAt(object, "spec", "clusterIP") !== "None"
  )
    return [required("spec.ports")];
  return ports.flatMap((port, index): Cause[] => {
    const number = at(port, "port");
    const inRange = typeof number === "number" && number >= 1 && number <= 65535;
    return [
      ...(inRange
        ? []
        : [faultOf(`spec.ports[${index}].port`, number, "must be between 1 and 65535, inclusive")]),
      ...(ports.length > 1 && (textAt(port, "name") ?? "") === ""
        ? [required(`spec.ports[${index}].name`)]
        : []),
    ];
  });
}

function crdFaults(object: KubeObject): readonly Cause[] {
  const expected = `${textAt(object, "spec", "names", "plural")}.${textAt(object, "spec", "group")}`;
  const versions = listAt(object, "spec", "versions");
  return [
    ...(object.metadata.name === expected
      ? []
      : [faultOf("metadata.name", object.metadata.name, `must be spec.names.plural+"."+spec.group`)]),
    ...(versions.filter((version) => at(version, "storage") === true).length === 1
      ? []
      : [faultOf("spec.versions", versions, "must have exactly one version marked as storage version")]),
    ...versions.flatMap((version, index): Cause[] =>
      at(version, "schema", "openAPIV3Schema") === undefined
        ? [required(`spec.versions[${index}].schema.openAPIV3Schema`, "schemas are required")]
        : [],
    ),
  ];
}

const bindingFaults = (object: KubeObject): readonly Cause[] =>
  textAt(object, "roleRef", "name") === undefined ? [required("roleRef.name")] : [];

const secretFaults = (object: KubeObject): readonly Cause[] =>
  Object.keys(objectAt(object, "data"))
    .filter((key) => !/^[-._a-zA-Z0-9]+$/.test(key))
    .map((key) =>
      faultOf(
        `data[${key}]`,
        key,
        "a valid config key must consist of alphanumeric characters, '-', '_' or '.'",
      ),
    );

const claimFaults = (object: KubeObject): readonly Cause[] => [
  ...(listAt(object, "spec", "accessModes").length === 0
    ? [required("spec.accessModes", "at least 1 access mode is required")]
    : []),
  ...(at(object, "spec", "resources", "requests", "storage") === undefined
    ? [required("spec.resources[storage]")]
    : []),
];

const onObject: Readonly<Record<string, (object: KubeObject) => readonly Cause[]>> = {
  pods: (object) => podFaults(at(object, "spec"), "spec"),
  services: serviceFaults,
  secrets: secretFaults,
  configmaps: secretFaults,
  persistentvolumeclaims: claimFaults,
  "deployments.apps": workloadFaults,
  "daemonsets.apps": workloadFaults,
  "replicasets.apps": workloadFaults,
  "statefulsets.apps": workloadFaults,
  "jobs.batch": jobFaults,
  "cronjobs.batch": (object) => jobFaults(object, ["spec", "jobTemplate", "spec"]),
  "customresourcedefinitions.apiextensions.k8s.io": crdFaults,
  "rolebindings.rbac.authorization.k8s.io": bindingFaults,
  "clusterrolebindings.rbac.authorization.k8s.io": bindingFaults,
};

/** Fields that can't change once set. */
const fixed: Readonly<Record<string, readonly (readonly string[])[]>> = {
  "deployments.apps": [["spec", "selector"]],
  "daemonsets.apps": [["spec", "selector"]],
  "replicasets.apps": [["spec", "selector"]],
  "statefulsets.apps": [
    ["spec", "selector"],
    ["spec", "serviceName"],
    ["spec", "volumeClaimTemplates"],
    ["spec", "podManagementPolicy"],
  ],
  "jobs.batch": [
    ["spec", "selector"],
    ["spec", "template"],
    ["spec", "completions"],
  ],
  "rolebindings.rbac.authorization.k8s.io": [["roleRef"]],
  "clusterrolebindings.rbac.authorization.k8s.io": [["roleRef"]],
  "storageclasses.storage.k8s.io": [["provisioner"], ["parameters"], ["volumeBindingMode"]],
  secrets: [["type"]],
};

function changeFaults(kind: Kind, before: KubeObject, after: KubeObject): readonly Cause[] {
  const faults = (fixed[keyOf(kind)] ?? [])
    .filter((path) => !equal(at(before, ...path), at(after, ...path)))
    .map((path) => immutable(path.join("."), at(after, ...path)));
  const key = keyOf(kind);
  if (["configmaps", "secrets"].includes(key) && before["immutable"] === true) {
    const changed = ["data", "binaryData", "immutable"].filter(
      (member) => !equal(before[member], after[member]),
    );
    faults.push(
      ...changed.map((member) => ({
        reason: "FieldValueForbidden",
        field: member,
        message: "Forbidden: field is immutable when `immutable` is set",
      })),
    );
  }
  return faults;
}

/** What is wrong with an object beyond its shape, in the words of the API server. */
export function objectFaults(
  kind: Kind,
  object: KubeObject,
  before: KubeObject | undefined,
): readonly Cause[] {
  const { labels = {}, annotations = {}, name } = object.metadata;
  return [
    ...(before === undefined ? nameFaults(kind, name) : changeFaults(kind, before, object)),
    ...labelFaults(labels, "metadata.labels", true),
    ...labelFaults(annotations as JsonObject as Record<string, string>, "metadata.annotations", false),
    ...(kind.custom === undefined ? (onObject[keyOf(kind)]?.(object) ?? []) : []),
  ];
}
