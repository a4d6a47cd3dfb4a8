import type { Context } from "../../../core/call.ts";
import { AwsError } from "../../../core/errors.ts";
import { roles } from "../role/store.ts";

const malformed = (message: string) => new AwsError("MalformedPolicyDocument", message);

interface Statement {
  readonly Effect?: unknown;
  readonly Action?: unknown;
  readonly NotAction?: unknown;
  readonly Resource?: unknown;
  readonly NotResource?: unknown;
  readonly Principal?: unknown;
  readonly NotPrincipal?: unknown;
}

function statementsOf(document: string): readonly Statement[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(document);
  } catch {
    throw malformed("This policy contains invalid Json");
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed))
    throw malformed("Syntax errors in policy.");
  const { Statement: statements, Version: version } = parsed as { Statement?: unknown; Version?: unknown };
  if (version !== undefined && version !== "2012-10-17" && version !== "2008-10-17") {
    throw malformed(`The policy must contain a valid version string`);
  }
  const list = Array.isArray(statements) ? statements : statements === undefined ? [] : [statements];
  if (list.length === 0) throw malformed("Syntax errors in policy.");
  for (const statement of list as readonly Statement[]) {
    if (statement.Effect !== "Allow" && statement.Effect !== "Deny")
      throw malformed("Syntax errors in policy.");
    if (statement.Action === undefined && statement.NotAction === undefined) {
      throw malformed("Policy statement must contain actions.");
    }
  }
  return list as readonly Statement[];
}

/** What a role or a policy may do. */
export function checkPermissions(document: string): string {
  for (const statement of statementsOf(document)) {
    if (statement.Resource === undefined && statement.NotResource === undefined) {
      throw malformed("Policy statement must contain resources.");
    }
    if (statement.Principal !== undefined || statement.NotPrincipal !== undefined) {
      throw malformed("Policy document should not specify a principal.");
    }
  }
  return document;
}

/** Who may assume a role: every principal of this account must exist. */
export function checkTrust(context: Context, document: string): string {
  for (const statement of statementsOf(document)) {
    if (statement.Resource !== undefined || statement.NotResource !== undefined) {
      throw malformed("Has prohibited field Resource");
    }
    const { Principal: principal } = statement;
    if (principal === undefined && statement.NotPrincipal === undefined) {
      throw malformed("AssumeRolepolicy must contain at least one Principal");
    }
    const named =
      typeof principal === "object" && principal !== null
        ? (principal as Record<string, unknown>)["AWS"]
        : undefined;
    for (const arn of [named].flat()) {
      const role = new RegExp(`^arn:[a-z-]+:iam::${context.account}:role/(?:.*/)?([^/]+)$`).exec(
        String(arn),
      )?.[1];
      if (role !== undefined && !context.use(roles).has(role.toLowerCase())) {
        throw malformed(`Invalid principal in policy: "AWS":"${String(arn)}"`);
      }
    }
  }
  return document;
}
