import { type Attributes, attributesOf, authorize, grantsOf } from "./authorize.ts";
import { Failure } from "./failure.ts";
import { type Json, type JsonObject, listAt, objectAt, textAt } from "./json.ts";
import type { Kind } from "./kinds.ts";
import type { Reader } from "./objects.ts";
import type { User } from "./users.ts";

interface Question {
  readonly kind: Kind;
  readonly namespace: string | undefined;
  readonly body: JsonObject;
  readonly user: User;
  readonly objects: Reader;
  /** The user behind a bearer token, undefined if it is none of this cluster's. */
  readonly authenticate: (token: string) => User | undefined;
}

const userInfo = (user: User): JsonObject => ({
  username: user.name,
  groups: user.groups,
  ...(user.uid === undefined ? {} : { uid: user.uid }),
  ...(Object.keys(user.extra).length === 0 ? {} : { extra: user.extra }),
});

const decide = (objects: Reader, user: User, wanted: Attributes): JsonObject => {
  const { allowed, reason } = authorize(objects, user, wanted);
  return { allowed, ...(reason === "" ? {} : { reason }) };
};

function rulesReview({ objects, user, body }: Question): JsonObject {
  const namespace = textAt(body, "spec", "namespace");
  if (namespace === undefined || namespace === "") throw new Failure("BadRequest", "no namespace on request");
  const rules = grantsOf(objects, user, namespace).flatMap((grant) => grant.rules);
  const resourceRules = rules
    .filter(({ resources }) => (resources ?? []).length > 0)
    .map(({ verbs, apiGroups = [], resources = [], resourceNames = [] }) => ({
      verbs,
      apiGroups,
      resources,
      resourceNames,
    }));
  const nonResourceRules = rules
    .filter(({ nonResourceURLs }) => (nonResourceURLs ?? []).length > 0)
    .map(({ verbs, nonResourceURLs = [] }) => ({ verbs, nonResourceURLs }));
  // Access policies are decided outside of the cluster, so EKS itself calls this answer incomplete.
  return { resourceRules, nonResourceRules, incomplete: user.policies.length > 0 };
}

function tokenReview({ body, authenticate }: Question): JsonObject {
  const user = authenticate(textAt(body, "spec", "token") ?? "");
  if (user === undefined) return { authenticated: false, user: {}, error: "invalid bearer token" };
  const audiences = listAt(body, "spec", "audiences");
  return {
    authenticated: true,
    user: userInfo(user),
    audiences: audiences.length > 0 ? audiences : ["https://kubernetes.default.svc"],
  };
}

function status(question: Question): JsonObject {
  const { kind, body, user, objects, namespace } = question;
  const spec = body["spec"];
  switch (kind.kind) {
    case "SelfSubjectReview":
      return { userInfo: userInfo(user) };
    case "SelfSubjectAccessReview":
      return decide(objects, user, attributesOf(spec));
    case "SelfSubjectRulesReview":
      return rulesReview(question);
    case "TokenReview":
      return tokenReview(question);
    default: {
      const name = textAt(spec, "user") ?? "";
      const groups = listAt(spec, "groups").map(String);
      const wanted = attributesOf(spec);
      const subject: User = { name, groups, extra: {}, policies: [] };
      return decide(objects, subject, kind.namespaced ? { ...wanted, namespace } : wanted);
    }
  }
}

/** Answers a review: the question with its status. Nothing is stored. */
export function review(question: Question): JsonObject {
  const { body, kind } = question;
  const metadata: Json = { ...objectAt(body, "metadata"), creationTimestamp: null };
  return {
    ...body,
    kind: kind.kind,
    apiVersion: `${kind.group}/${kind.version}`,
    metadata,
    status: status(question),
  };
}
