import { type Call, operation } from "../../../core/call.ts";
import { AwsError } from "../../../core/errors.ts";
import { inUse, invalidParameter, invalidRequest, limitExceeded } from "../errors.ts";
import { findCluster } from "../find.ts";
import { accessEntries, type Cluster, childKey } from "../state.ts";
import { checkedTags } from "../tag/tags.ts";
import { describedEntry, newAccessEntry, type Principal, parsePrincipal } from "./access-entry.ts";

const types = [
  "STANDARD",
  "EC2_LINUX",
  "EC2_WINDOWS",
  "FARGATE_LINUX",
  "HYBRID_LINUX",
  "EC2",
  "HYPERPOD_LINUX",
];
const entriesPerCluster = 3000;
const reservedNames = ["system:", "eks:", "aws:", "amazon:", "iam:"];

export const createAccessEntry = operation("eks", "CreateAccessEntry", (call) => {
  const { clusterName, principalArn, type = "STANDARD", username, kubernetesGroups, tags } = call.input;
  const cluster = findCluster(call, clusterName);
  requireAccessEntries(cluster);
  const principal = requirePrincipal(call, clusterName, principalArn);
  if (!types.includes(type))
    throw invalidParameter(`The type ${type} is not valid, expected one of ${types.join(", ")}`, {
      clusterName,
    });
  if (type !== "STANDARD" && principal.account !== call.account) {
    throw invalidParameter(`The principal of an entry of type ${type} must be in the cluster's account`, {
      clusterName,
    });
  }
  const named = username !== undefined || (kubernetesGroups ?? []).length > 0;
  if (type !== "STANDARD" && type !== "EC2" && named) {
    throw invalidParameter(
      `You can't specify a username or kubernetesGroups for an access entry of type ${type}`,
      { clusterName },
    );
  }
  requireUsername(clusterName, username);
  const entries = call.use(accessEntries);
  if (entries.has(childKey(clusterName, principalArn))) {
    throw inUse("The specified access entry resource is already in use on this cluster.", { clusterName });
  }
  if (entries.keys(`${clusterName}/`).length >= entriesPerCluster)
    throw limitExceeded("You've reached the limit on access entries", { clusterName });
  const entry = newAccessEntry(call, clusterName, {
    principalArn,
    type,
    automatic: false,
    username,
    kubernetesGroups,
    tags: checkedTags(tags),
  });
  entries.put(childKey(clusterName, principalArn), entry);
  return { accessEntry: describedEntry(entry) };
});

export function requireAccessEntries({ name, accessConfig }: Cluster): void {
  if (accessConfig.authenticationMode !== "CONFIG_MAP") return;
  throw invalidRequest(
    "The cluster's authentication mode must be set to one of [API, API_AND_CONFIG_MAP] to perform this operation.",
    { clusterName: name },
  );
}

export function requireUsername(clusterName: string, username: string | undefined): void {
  const reserved = reservedNames.find((prefix) => username?.startsWith(prefix));
  if (reserved !== undefined)
    throw invalidParameter(`The username ${username} is not valid: it must not start with ${reserved}`, {
      clusterName,
    });
  if (username?.includes("{{SessionName}}") && !/:.*\{\{SessionName\}\}/.test(username)) {
    throw invalidParameter(`The username ${username} is not valid: {{SessionName}} needs a colon before it`, {
      clusterName,
    });
  }
}

function requirePrincipal(call: Call, clusterName: string, arn: string): Principal {
  const invalid = () =>
    invalidParameter(`The specified principalArn is invalid: invalid principal: ${arn}`, { clusterName });
  const principal = parsePrincipal(arn);
  if (principal === undefined || arn.includes(":role/aws-service-role/")) throw invalid();
  // Principals of other accounts can't be looked at.
  if (principal.account !== call.account) return principal;
  try {
    const found =
      principal.kind === "role"
        ? call.invoke("iam", "GetRole", { RoleName: principal.name }).Role?.Arn
        : call.invoke("iam", "GetUser", { UserName: principal.name }).User?.Arn;
    if (found !== arn) throw invalid();
  } catch (error) {
    const callsItself = arn === call.caller.arn;
    if (error instanceof AwsError && error.code === "NoSuchEntity") {
      if (!callsItself) throw invalid();
    } else throw error;
  }
  return principal;
}
