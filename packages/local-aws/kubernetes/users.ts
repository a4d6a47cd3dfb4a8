import type { AccessView, ClusterView } from "../core/kubernetes-api.ts";
import { mappedRoles, withoutPath } from "./aws-auth.ts";
import { isObject, type Json, listAt, textAt } from "./json.ts";
import type { Reader } from "./objects.ts";

/** Who asks, as the authorizer sees it. */
export interface User {
  readonly name: string;
  readonly groups: readonly string[];
  readonly extra: Readonly<Record<string, readonly string[]>>;
  readonly uid?: string;
  /** Access policies of the entry that let the user in. */
  readonly policies: AccessView["policies"];
}

export const anonymous: User = {
  name: "system:anonymous",
  groups: ["system:unauthenticated"],
  extra: {},
  policies: [],
};

const authenticated = "system:authenticated";

interface Principal {
  readonly account: string;
  readonly arn: string;
  readonly sessionName?: string;
  readonly accessKeyId: string;
}

/** The role behind an assumed role's session; a path in the role's name is gone in the session's ARN. */
function canonicalArn(arn: string): string {
  const match = arn.match(/^arn:([\w-]+):sts::(\d+):assumed-role\/([^/]+)\/.+$/);
  return match === null ? arn : `arn:${match[1]}:iam::${match[2]}:role/${match[3]}`;
}

function fill(template: string, principal: Principal): string {
  // An e-mail address as session name may not hold the sign that user names reserve.
  const session = principal.sessionName ?? "";
  return template
    .replaceAll("{{SessionName}}", session.replaceAll("@", "-"))
    .replaceAll("{{SessionNameRaw}}", session)
    .replaceAll("{{AccountID}}", principal.account)
    .replaceAll("{{AccessKeyID}}", principal.accessKeyId);
}

/** The user that an access entry, or else `aws-auth`, makes of a principal; undefined if neither knows it. */
export function userOf(view: ClusterView, objects: Reader, principal: Principal): User | undefined {
  const arn = canonicalArn(principal.arn);
  const extra = {
    accessKeyId: [principal.accessKeyId],
    arn: [principal.arn],
    canonicalArn: [arn],
    principalId: [principal.accessKeyId],
    sessionName: [principal.sessionName ?? ""],
  };
  const uid = `aws-iam-authenticator:${principal.account}:${principal.accessKeyId}`;
  const entry = view.access().find(({ principalArn }) => withoutPath(principalArn) === withoutPath(arn));
  if (entry !== undefined) {
    const name = fill(entry.username, principal);
    return { name, groups: [...entry.groups, authenticated], extra, uid, policies: entry.policies };
  }
  if (view.authenticationMode() === "API") return undefined;
  const mapping = mappings(objects).find((one) => withoutPath(one.arn) === withoutPath(arn));
  if (mapping !== undefined) {
    const name = fill(mapping.username === "" ? arn : mapping.username, principal);
    return { name, groups: [...mapping.groups, authenticated], extra, uid, policies: [] };
  }
  if (!accounts(objects).includes(principal.account)) return undefined;
  return { name: arn, groups: [authenticated], extra, uid, policies: [] };
}

/** As in life: a broken map lets nobody in, and the cluster goes on. */
const mapOf = (objects: Reader, key: string): readonly Json[] =>
  mappedRoles(textAt(objects.get("configmaps", "kube-system", "aws-auth"), "data", key)) ?? [];

const accounts = (objects: Reader) => mapOf(objects, "mapAccounts").map(String);

function mappings(objects: Reader) {
  const of = (key: string, arn: string) =>
    mapOf(objects, key)
      .filter(isObject)
      .map((entry) => ({
        arn: textAt(entry, arn) ?? "",
        username: textAt(entry, "username") ?? "",
        groups: listAt(entry, "groups").map(String),
      }));
  return [...of("mapRoles", "rolearn"), ...of("mapUsers", "userarn")];
}
