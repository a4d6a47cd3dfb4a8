import { existsSync, statSync } from "node:fs";
import { type Environment, named as lookUpNamed, type Test } from "./environment.ts";
import { TemplateError } from "./error.ts";
import { argument, needNumber, needText } from "./filters/arguments.ts";
import { pathTests } from "./filters/path.ts";
import { regexTests } from "./filters/regex.ts";
import { toBoolean } from "./filters/value.ts";
import { str } from "./text.ts";
import {
  Callable,
  compare,
  contains,
  equal,
  isDict,
  isFloat,
  isInteger,
  isNumber,
  iterate,
  resolve,
  truth,
  Undefined,
} from "./value.ts";
import { versionTest } from "./version.ts";

const ordering =
  (check: (order: number) => boolean): Test =>
  (value, [other]) =>
    check(compare(value, other));
const equality: Test = (value, [other]) => equal(value, other);
const kind =
  (check: (value: unknown) => boolean): Test =>
  (value) =>
    !(value instanceof Undefined) && check(value);

/** A flag of a task's result; a result without it has not done that. */
function flag(name: string, value: unknown, test: string): boolean {
  const result = resolve(value);
  if (!isDict(result)) throw new TemplateError(`The '${test}' test expects a dictionary`);
  return truth(result[name] ?? false);
}
const result =
  (name: string, wanted: boolean, test: string): Test =>
  (value) =>
    flag(name, value, test) === wanted;

const changed: Test = (value) => {
  const target = resolve(value);
  if (isDict(target) && !("changed" in target) && Array.isArray(target["results"])) {
    return target["results"].some((entry) => isDict(entry) && truth(entry["changed"] ?? false));
  }
  return flag("changed", target, "changed");
};

const truthy: Test = (value, args, named) => {
  const convert = truth(argument(args, named, 0, "convert_bool") ?? false);
  const target = resolve(value);
  const boolean = convert ? toBoolean(target) : undefined;
  return boolean ?? truth(target);
};

const version: Test = (value, args, named) => {
  const operator = str(argument(args, named, 1, "operator") ?? "eq");
  const strict = argument(args, named, 2, "strict");
  const type = argument(args, named, 3, "version_type");
  if (strict !== undefined && strict !== null && type !== undefined && type !== null) {
    throw new TemplateError("Cannot specify both 'strict' and 'version_type'");
  }
  const wanted = type ?? (strict === true ? "strict" : "loose");
  return versionTest(str(resolve(value)), str(resolve(args[0] ?? named["version"])), operator, str(wanted));
};

const all = (left: unknown, right: unknown): boolean => iterate(left).every((item) => contains(right, item));
const uri =
  (schemes: (value: string) => boolean): Test =>
  (value, [allowed]) => {
    const scheme = /^([A-Za-z][\w+.-]*):/.exec(str(resolve(value)))?.[1]?.toLowerCase();
    if (scheme === undefined || !schemes(str(value))) return false;
    return !Array.isArray(allowed) || allowed.includes(scheme);
  };

const baseTests: Readonly<Record<string, Test>> = {
  defined: (value) => !(value instanceof Undefined),
  undefined: (value) => value instanceof Undefined,
  none: kind((value) => value === null),
  boolean: kind((value) => typeof value === "boolean"),
  true: kind((value) => value === true),
  false: kind((value) => value === false),
  integer: kind(isInteger),
  float: kind(isFloat),
  number: kind((value) => isNumber(value) || typeof value === "boolean"),
  string: kind((value) => typeof value === "string"),
  mapping: kind(isDict),
  sequence: kind((value) => typeof value === "string" || Array.isArray(value) || isDict(value)),
  iterable: kind((value) => typeof value === "string" || Array.isArray(value) || isDict(value)),
  callable: kind((value) => value instanceof Callable),
  sameas: (value, [other]) => resolve(value) === resolve(other),
  escaped: () => false,
  lower: (value) => methodCase(value, "lower"),
  upper: (value) => methodCase(value, "upper"),
  odd: (value) => Math.abs(needNumber(value) % 2) === 1,
  even: (value) => needNumber(value) % 2 === 0,
  divisibleby: (value, [by]) => needNumber(value) % needNumber(by) === 0,
  in: (value, [container]) => contains(resolve(container), value),
  eq: equality,
  equalto: equality,
  "==": equality,
  ne: (value, [other]) => !equal(value, other),
  "!=": (value, [other]) => !equal(value, other),
  lt: ordering((order) => order < 0),
  "<": ordering((order) => order < 0),
  lessthan: ordering((order) => order < 0),
  le: ordering((order) => order <= 0),
  "<=": ordering((order) => order <= 0),
  gt: ordering((order) => order > 0),
  ">": ordering((order) => order > 0),
  greaterthan: ordering((order) => order > 0),
  ge: ordering((order) => order >= 0),
  ">=": ordering((order) => order >= 0),
};

function methodCase(value: unknown, to: "lower" | "upper"): boolean {
  const text = str(resolve(value));
  const [same, other] =
    to === "lower" ? [text.toLowerCase(), text.toUpperCase()] : [text.toUpperCase(), text.toLowerCase()];
  return text === same && text !== other;
}

const ansibleTests: Readonly<Record<string, Test>> = {
  failed: result("failed", true, "failed"),
  failure: result("failed", true, "failed"),
  success: result("failed", false, "success"),
  succeeded: result("failed", false, "success"),
  successful: result("failed", false, "success"),
  changed,
  change: changed,
  skipped: result("skipped", true, "skipped"),
  skip: result("skipped", true, "skipped"),
  unreachable: result("unreachable", true, "unreachable"),
  reachable: result("unreachable", false, "reachable"),
  finished: (value) => flag("finished", value, "finished"),
  started: (value) => flag("started", value, "started"),
  timedout: (value) => flag("timedout", value, "timedout"),
  truthy,
  falsy: (value, args, named, context) => !truthy(value, args, named, context),
  any: (value) => iterate(value).some(truth),
  all: (value) => iterate(value).every(truth),
  contains: (value, [item]) => contains(resolve(value), item),
  subset: (value, [other]) => all(value, other),
  issubset: (value, [other]) => all(value, other),
  superset: (value, [other]) => all(other, value),
  issuperset: (value, [other]) => all(other, value),
  version,
  version_compare: version,
  nan: (value) => Number.isNaN(needNumber(value)),
  isnan: (value) => Number.isNaN(needNumber(value)),
  url: uri((value) => /^[A-Za-z][\w+.-]*:\/\/[^/]+/.test(value)),
  uri: uri(() => true),
  urn: (value) => /^urn:/i.test(str(resolve(value))),
  mount: (value) =>
    existsSync(needText(value)) && statSync(needText(value)).dev !== statSync(`${needText(value)}/..`).dev,
  vault_encrypted: (value) => str(resolve(value)).startsWith("$ANSIBLE_VAULT;"),
};

const known =
  (table: "filters" | "tests"): Test =>
  (value, _, __, { environment }) =>
    lookUpNamed<unknown>(environment[table], needText(value)) !== undefined;

export const tests: Environment["tests"] = {
  ...baseTests,
  ...ansibleTests,
  ...pathTests,
  ...regexTests,
  filter: known("filters"),
  test: known("tests"),
};
