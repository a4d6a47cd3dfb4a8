import type { Call } from "../../core/call.ts";
import { AwsError } from "../../core/errors.ts";

interface Statement {
  readonly Effect?: string;
  readonly Principal?: "*" | Readonly<Record<string, string | readonly string[]>>;
  readonly Action?: string | readonly string[];
}

export interface Role {
  readonly account: string;
  readonly name: string;
  readonly id: string;
  readonly partition: string;
}

const asList = <T>(value: T | readonly T[] | undefined): readonly T[] =>
  value === undefined ? [] : Array.isArray(value) ? (value as readonly T[]) : [value as T];

/**
 * The role behind an ARN, if its trust policy names one of the principals for the action. Conditions are not evaluated, so a
 * role with them is as open here as without.
 */
export function requireTrusted(
  call: Call,
  roleArn: string,
  action: string,
  kind: "AWS" | "Federated",
  principals: readonly string[],
): Role {
  const [, partition = "aws", account = "", name = ""] =
    /^arn:([^:]+):iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(roleArn) ?? [];
  if (name === "") throw new AwsError("ValidationError", `${roleArn} is invalid`);
  const refused = new AwsError(
    "AccessDenied",
    `User: ${call.caller.arn} is not authorized to perform: ${action} on resource: ${roleArn}`,
    { status: 403 },
  );
  try {
    const { Role: role } = call.invoke("iam", "GetRole", { RoleName: name }, { account });
    const document = JSON.parse(decodeURIComponent(role?.AssumeRolePolicyDocument ?? "{}")) as {
      Statement?: Statement | Statement[];
    };
    const trusted = asList(document.Statement).some((statement) => {
      const named = statement.Principal === "*" ? ["*"] : asList(statement.Principal?.[kind]);
      const acts = asList(statement.Action).some(
        (each) => each === action || each === "sts:*" || each === "*",
      );
      return (
        statement.Effect === "Allow" &&
        acts &&
        named.some((each) => each === "*" || principals.includes(each))
      );
    });
    if (!trusted) throw refused;
    return { account, name, id: role?.RoleId ?? "", partition };
  } catch (error) {
    if (error instanceof AwsError && error.code === "NoSuchEntity") throw refused;
    throw error;
  }
}
