import { parse, stringify } from "yaml";
import type { RoleMapping } from "../core/kubernetes-api.ts";
import { isObject, type Json, objectAt, textAt } from "./json.ts";
import { namespacesKey } from "./kinds.ts";
import type { Transaction } from "./objects.ts";

const key = "configmaps";
const place = ["kube-system", "aws-auth"] as const;

/** A path in a role's name is gone in the ARN of its sessions. */
export const withoutPath = (arn: string) => arn.replace(/:role\/.*\//, ":role/");

/** The roles that `aws-auth` lets in; undefined if it can't be read. */
export function mappedRoles(text: string | undefined): readonly Json[] | undefined {
  if (text === undefined || text.trim() === "") return [];
  try {
    const parsed: unknown = parse(text);
    return Array.isArray(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

export const mapsRole = (text: string | undefined, roleArn: string): boolean =>
  (mappedRoles(text) ?? []).some(
    (entry) => isObject(entry) && withoutPath(textAt(entry, "rolearn") ?? "") === withoutPath(roleArn),
  );

/**
 * What EKS does to `aws-auth` for a managed group or Fargate profile: puts its role in, or takes it out. Other lines stay; a
 * map that can't be read is left alone.
 */
export function mapRole(transaction: Transaction, roleArn: string, mapping: RoleMapping | undefined): void {
  // Without its namespace the cluster is not there yet.
  if (transaction.get(namespacesKey, undefined, place[0]) === undefined) return;
  const found = transaction.get(key, ...place);
  const text = found === undefined ? undefined : textAt(found, "data", "mapRoles");
  const roles = mappedRoles(text);
  if (roles === undefined || mapsRole(text, roleArn) === (mapping !== undefined)) return;
  const kept = roles.filter(
    (entry) => !isObject(entry) || withoutPath(textAt(entry, "rolearn") ?? "") !== withoutPath(roleArn),
  );
  const added =
    mapping === undefined
      ? []
      : [{ groups: mapping.groups, rolearn: withoutPath(roleArn), username: mapping.username }];
  transaction.put(key, {
    apiVersion: "v1",
    kind: "ConfigMap",
    ...found,
    metadata: { namespace: place[0], name: place[1], ...found?.metadata },
    data: {
      ...(found === undefined ? {} : objectAt(found, "data")),
      mapRoles: stringify([...kept, ...added]),
    },
  });
}
