import { Failure } from "./failure.ts";
import { isList, isObject, listAt, stringsAt, textAt } from "./json.ts";
import type { KubeObject } from "./objects.ts";

export type Labels = Readonly<Record<string, string>>;
type LabelTest = (labels: Labels) => boolean;

const key = "[A-Za-z0-9](?:[-A-Za-z0-9_./]*[A-Za-z0-9])?";
const forms: readonly (readonly [RegExp, (match: RegExpMatchArray) => LabelTest])[] = [
  [
    new RegExp(`^(${key})\\s*(?:==?)\\s*([-\\w.]*)$`),
    ([, name = "", value = ""]) =>
      (labels) =>
        labels[name] === value,
  ],
  [
    new RegExp(`^(${key})\\s*!=\\s*([-\\w.]*)$`),
    ([, name = "", value = ""]) =>
      (labels) =>
        labels[name] !== value,
  ],
  [
    new RegExp(`^(${key})\\s+(in|notin)\\s*\\(([^)]*)\\)$`),
    ([, name = "", operator, list = ""]) => {
      const values = new Set(list.split(",").map((value) => value.trim()));
      return (labels) => (labels[name] !== undefined && values.has(labels[name])) === (operator === "in");
    },
  ],
  [
    new RegExp(`^!\\s*(${key})$`),
    ([, name = ""]) =>
      (labels) =>
        labels[name] === undefined,
  ],
  [
    new RegExp(`^(${key})$`),
    ([, name = ""]) =>
      (labels) =>
        labels[name] !== undefined,
  ],
];

/** `app=web,tier in (a, b),!old` as a test; every requirement must hold. */
export function parseLabelSelector(text: string): LabelTest {
  // Commas between brackets separate values, not requirements.
  const requirements = text
    .split(/,(?![^(]*\))/)
    .map((part) => part.trim())
    .filter((part) => part !== "");
  const tests = requirements.map((requirement) => {
    for (const [form, test] of forms) {
      const match = requirement.match(form);
      if (match !== null) return test(match);
    }
    throw new Failure("BadRequest", `unable to parse requirement: "${requirement}" is not a label selector`);
  });
  return (labels) => tests.every((test) => test(labels));
}

/** A `LabelSelector` object as a test. An empty selector takes everything, a missing one nothing. */
export function labelSelectorTest(selector: unknown): LabelTest {
  if (!isObject(selector)) return () => false;
  const wanted = Object.entries(stringsAt(selector, "matchLabels"));
  const expressions = listAt(selector, "matchExpressions");
  return (labels) =>
    wanted.every(([name, value]) => labels[name] === value) &&
    expressions.every((expression) => {
      const name = textAt(expression, "key") ?? "";
      const has = labels[name] !== undefined;
      const among = listAt(expression, "values").includes(labels[name] ?? "");
      switch (textAt(expression, "operator")) {
        case "In":
          return has && among;
        case "NotIn":
          return !(has && among);
        case "Exists":
          return has;
        case "DoesNotExist":
          return !has;
        default:
          return false;
      }
    });
}

/** `metadata.name=x,spec.nodeName!=y` as a test on whole objects. */
export function parseFieldSelector(text: string): (object: KubeObject) => boolean {
  const requirements = text.split(",").filter((part) => part !== "");
  const tests = requirements.map((requirement) => {
    const match = requirement.match(/^([\w.[\]-]+?)(!=|==?)(.*)$/);
    if (match === null) throw new Failure("BadRequest", `invalid field selector: "${requirement}"`);
    const [, field = "", operator, value = ""] = match;
    return (object: KubeObject) => (fieldText(object, field) === value) === (operator !== "!=");
  });
  return (object) => tests.every((test) => test(object));
}

function fieldText(object: KubeObject, field: string): string {
  let current: unknown = object;
  for (const part of field.split(".")) {
    if (isList(current) || !isObject(current)) return "";
    current = current[part];
  }
  return current === undefined || current === null ? "" : String(current);
}

export const matchesLabels = (object: KubeObject, wanted: Labels): boolean =>
  Object.entries(wanted).every(([name, value]) => object.metadata.labels?.[name] === value);
