import type { Cause } from "./failure.ts";
import { faultOf, required } from "./faults.ts";
import { at, listAt, stringsAt, textAt } from "./json.ts";
import { label, labelText } from "./name-rules.ts";
import type { KubeObject } from "./objects.ts";
import { labelSelectorTest } from "./selectors.ts";

export function podFaults(spec: unknown, field: string): readonly Cause[] {
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

export function workloadFaults(object: KubeObject): readonly Cause[] {
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

export const jobFaults = (object: KubeObject, path: readonly string[] = ["spec"]): readonly Cause[] => {
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
