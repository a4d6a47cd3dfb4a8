import type { Cause } from "./failure.ts";
import { faultOf } from "./faults.ts";
import { type Kind, keyOf } from "./kinds.ts";

export const label = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const subdomain = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const qualified = /^([a-z0-9]([-a-z0-9.]*[a-z0-9])?\/)?([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const labelValue = /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/;

export const labelText =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
const subdomainText =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

const labelNamed = new Set(["namespaces", "services"]);
/** RBAC's names may hold anything that fits into a path. */
const freelyNamed = /(roles|rolebindings)\.rbac\.authorization\.k8s\.io$/;

export function nameFaults(kind: Kind, name: string): readonly Cause[] {
  const key = keyOf(kind);
  const field = "metadata.name";
  if (freelyNamed.test(key)) {
    return /[/%]|^\.\.?$/.test(name) ? [faultOf(field, name, "may not contain '/' or '%'")] : [];
  }
  if (labelNamed.has(key))
    return label.test(name) && name.length <= 63 ? [] : [faultOf(field, name, labelText)];
  return subdomain.test(name) && name.length <= 253 ? [] : [faultOf(field, name, subdomainText)];
}

export function labelFaults(
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
