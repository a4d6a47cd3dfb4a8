import type { Context } from "../../core/call.ts";
import { AwsError } from "../../core/errors.ts";
import { invalidParameter } from "./errors.ts";

interface Statement {
  readonly Effect?: string;
  readonly Principal?: string | Readonly<Record<string, string | readonly string[]>>;
  readonly Action?: string | readonly string[];
}

const asList = <T>(value: T | readonly T[] | undefined): readonly T[] =>
  value === undefined ? [] : Array.isArray(value) ? (value as readonly T[]) : [value as T];

/** `arn:aws:iam::123456789012:role/path/name`, taken apart. */
export function parseRoleArn(arn: string): { readonly account: string; readonly name: string } | undefined {
  const match = /^arn:aws[a-z-]*:iam::(\d{12}):role\/(?:.*\/)?([\w+=,.@-]{1,64})$/.exec(arn);
  return match === null ? undefined : { account: match[1] as string, name: match[2] as string };
}

/** The services that a role lets assume it with an action; `undefined` if there is no such role. */
export function trustedServices(
  context: Context,
  roleArn: string,
  action = "sts:AssumeRole",
): readonly string[] | undefined {
  const role = parseRoleArn(roleArn);
  if (role === undefined || role.account !== context.account) return undefined;
  try {
    const { Role } = context.invoke("iam", "GetRole", { RoleName: role.name });
    if (Role?.Arn !== roleArn) return undefined;
    const document = JSON.parse(decodeURIComponent(Role.AssumeRolePolicyDocument ?? "{}")) as {
      Statement?: Statement | Statement[];
    };
    return asList(document.Statement).flatMap((statement) => {
      const allows =
        statement.Effect === "Allow" &&
        asList(statement.Action).some((each) => each === action || each === "sts:*" || each === "*");
      if (!allows || typeof statement.Principal !== "object") return [];
      return asList(statement.Principal["Service"]);
    });
  } catch (error) {
    if (error instanceof AwsError && error.code === "NoSuchEntity") return undefined;
    throw error;
  }
}

/** Refuses, as CreateCluster does, a role that doesn't exist or doesn't trust EKS. */
export function requireClusterRole(context: Context, roleArn: string): void {
  if (parseRoleArn(roleArn) === undefined)
    throw invalidParameter(`The provided role ARN is not valid: ${roleArn}`);
  const services = trustedServices(context, roleArn);
  if (services === undefined)
    throw invalidParameter(
      `Role with arn: ${roleArn}, could not be assumed because it does not exist or the trusted entity is not correct`,
    );
  if (!services.includes("eks.amazonaws.com")) {
    throw invalidParameter(
      `Role with arn: ${roleArn}, could not be assumed because it does not exist or the trusted entity is not correct`,
    );
  }
}

/** Names of the managed policies attached to a role, and whether it has inline policies besides. */
export function rolePolicies(
  context: Context,
  roleArn: string,
): { readonly managed: readonly string[]; readonly inline: boolean } {
  const role = parseRoleArn(roleArn);
  if (role === undefined) return { managed: [], inline: false };
  try {
    const { AttachedPolicies } = context.invoke("iam", "ListAttachedRolePolicies", { RoleName: role.name });
    const { PolicyNames } = context.invoke("iam", "ListRolePolicies", { RoleName: role.name });
    return {
      managed: (AttachedPolicies ?? []).map((policy) => policy.PolicyName ?? ""),
      inline:
        (PolicyNames ?? []).length > 0 ||
        (AttachedPolicies ?? []).some(({ PolicyArn }) => !/:iam::aws:policy\//.test(PolicyArn ?? "")),
    };
  } catch (error) {
    if (error instanceof AwsError && error.code === "NoSuchEntity") return { managed: [], inline: false };
    throw error;
  }
}
