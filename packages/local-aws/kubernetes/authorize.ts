import { accessPolicyRules } from "./access-policies.ts";
import { at, type Json, listAt, textAt } from "./json.ts";
import type { KubeObject, Reader } from "./objects.ts";
import { labelSelectorTest } from "./selectors.ts";
import type { User } from "./users.ts";

/** One thing that somebody wants to do. */
export interface Attributes {
  readonly verb: string;
  readonly group: string;
  /** With its subresource: `pods/log`. Empty for paths that are no resource. */
  readonly resource: string;
  readonly namespace: string | undefined;
  readonly name: string | undefined;
  readonly path: string;
}

export interface Rule {
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly nonResourceURLs?: readonly string[];
  readonly verbs: readonly string[];
}

interface Decision {
  readonly allowed: boolean;
  readonly reason: string;
}

const roles = "roles.rbac.authorization.k8s.io";
const clusterRoles = "clusterroles.rbac.authorization.k8s.io";
const roleBindings = "rolebindings.rbac.authorization.k8s.io";
const clusterRoleBindings = "clusterrolebindings.rbac.authorization.k8s.io";

const has = (list: readonly string[] | undefined, value: string) =>
  list?.includes("*") === true || list?.includes(value) === true;

export function allows(rule: Rule, wanted: Attributes): boolean {
  if (!has(rule.verbs, wanted.verb)) return false;
  if (wanted.resource === "") {
    return (rule.nonResourceURLs ?? []).some(
      (pattern) =>
        pattern === wanted.path || (pattern.endsWith("*") && wanted.path.startsWith(pattern.slice(0, -1))),
    );
  }
  const [, subresource] = wanted.resource.split("/");
  const matches =
    has(rule.resources, wanted.resource) ||
    (subresource !== undefined && rule.resources?.includes(`*/${subresource}`));
  if (!has(rule.apiGroups, wanted.group) || !matches) return false;
  return (rule.resourceNames ?? []).length === 0 || rule.resourceNames?.includes(wanted.name ?? "") === true;
}

/** Rules of a role, those aggregated into it included. */
function rulesOf(objects: Reader, role: KubeObject | undefined): readonly Rule[] {
  const own = listAt(role, "rules") as unknown as readonly Rule[];
  const selectors = listAt(role, "aggregationRule", "clusterRoleSelectors");
  if (selectors.length === 0) return own;
  const tests = selectors.map((selector) => labelSelectorTest(selector));
  const aggregated = objects
    .list(clusterRoles)
    .filter((one) => one !== role && tests.some((test) => test(one.metadata.labels ?? {})));
  return [...own, ...aggregated.flatMap((one) => rulesOf(objects, one))];
}

function isSubject(subject: Json, user: User, namespace: string | undefined): boolean {
  const name = textAt(subject, "name") ?? "";
  switch (textAt(subject, "kind")) {
    case "User":
      return name === "*" || name === user.name;
    case "Group":
      return user.groups.includes(name);
    case "ServiceAccount":
      return user.name === `system:serviceaccount:${textAt(subject, "namespace") ?? namespace ?? ""}:${name}`;
    default:
      return false;
  }
}

interface Grant {
  readonly rules: readonly Rule[];
  readonly reason: string;
}

/** Everything that applies to a user in a namespace, or for the whole cluster. */
export function grantsOf(objects: Reader, user: User, namespace: string | undefined): readonly Grant[] {
  const grants: Grant[] = [];
  if (user.groups.includes("system:masters")) {
    grants.push({
      rules: [{ apiGroups: ["*"], resources: ["*"], nonResourceURLs: ["*"], verbs: ["*"] }],
      reason: "",
    });
  }
  for (const { policyArn, scope, namespaces } of user.policies) {
    const rules = accessPolicyRules(policyArn);
    const here = (pattern: string) =>
      pattern.endsWith("*") ? namespace?.startsWith(pattern.slice(0, -1)) : pattern === namespace;
    if (rules === undefined || (scope === "namespace" && !namespaces.some(here))) continue;
    grants.push({ rules, reason: `EKS Access Policy: allowed by ${policyArn.split("/").at(-1)}` });
  }
  for (const binding of objects.list(clusterRoleBindings)) {
    if (!listAt(binding, "subjects").some((subject) => isSubject(subject, user, undefined))) continue;
    const role = textAt(binding, "roleRef", "name") ?? "";
    const reason = `RBAC: allowed by ClusterRoleBinding "${binding.metadata.name}" of ClusterRole "${role}"`;
    grants.push({ rules: rulesOf(objects, objects.get(clusterRoles, undefined, role)), reason });
  }
  for (const binding of namespace === undefined ? [] : objects.list(roleBindings, namespace)) {
    if (!listAt(binding, "subjects").some((subject) => isSubject(subject, user, namespace))) continue;
    const kind = textAt(binding, "roleRef", "kind") ?? "";
    const name = textAt(binding, "roleRef", "name") ?? "";
    const role =
      kind === "Role" ? objects.get(roles, namespace, name) : objects.get(clusterRoles, undefined, name);
    const reason = `RBAC: allowed by RoleBinding "${binding.metadata.name}/${namespace}" of ${kind} "${name}"`;
    grants.push({ rules: rulesOf(objects, role), reason });
  }
  return grants;
}

export function authorize(objects: Reader, user: User, wanted: Attributes): Decision {
  for (const { rules, reason } of grantsOf(objects, user, wanted.namespace)) {
    if (rules.some((rule) => allows(rule, wanted))) return { allowed: true, reason };
  }
  return { allowed: false, reason: "" };
}

/** The refusal as kubectl shows it. */
export function forbiddenMessage(
  user: User,
  { verb, group, resource, namespace, name, path }: Attributes,
): string {
  if (resource === "") return `forbidden: User "${user.name}" cannot ${verb} path "${path}"`;
  const where = namespace === undefined ? "at the cluster scope" : `in the namespace "${namespace}"`;
  const [plural = "", subresource] = resource.split("/");
  const subject = `${plural}${group === "" ? "" : `.${group}`}${name === undefined ? "" : ` "${name}"`}`;
  const full = subresource === undefined ? plural : `${plural}/${subresource}`;
  return `${subject} is forbidden: User "${user.name}" cannot ${verb} resource "${full}" in API group "${group}" ${where}`;
}

/** Members of a review's `resourceAttributes` or `nonResourceAttributes`. */
export function attributesOf(spec: unknown): Attributes {
  const resource = at(spec, "resourceAttributes");
  if (resource === undefined) {
    return {
      verb: textAt(spec, "nonResourceAttributes", "verb") ?? "",
      group: "",
      resource: "",
      namespace: undefined,
      name: undefined,
      path: textAt(spec, "nonResourceAttributes", "path") ?? "",
    };
  }
  const text = (key: string) => {
    const value = textAt(resource, key);
    return value === "" ? undefined : value;
  };
  const subresource = text("subresource");
  return {
    verb: text("verb") ?? "",
    group: text("group") ?? "",
    resource: `${text("resource") ?? ""}${subresource === undefined ? "" : `/${subresource}`}`,
    namespace: text("namespace"),
    name: text("name"),
    path: "",
  };
}
