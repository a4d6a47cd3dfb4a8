import type { Context } from "../../../core/call.ts";
import { AwsError } from "../../../core/errors.ts";

const malformed = (message: string) => new AwsError("MalformedPolicyDocumentException", message);

/** A key policy: JSON with statements, and roles of this account must exist. */
export function checkKeyPolicy(context: Context, document: string): string {
  let parsed: { readonly Statement?: unknown };
  try {
    parsed = JSON.parse(document) as typeof parsed;
  } catch {
    throw malformed("The new key policy is not valid JSON.");
  }
  const statements = [parsed?.Statement].flat() as readonly (
    | { readonly Principal?: { readonly AWS?: unknown } | string }
    | undefined
  )[];
  if (statements.length === 0 || statements[0] === undefined)
    throw malformed("Policy contains no statements");
  for (const statement of statements) {
    const named = typeof statement?.Principal === "object" ? [statement.Principal.AWS].flat() : [];
    for (const arn of named) {
      const role = new RegExp(`^arn:[a-z-]+:iam::${context.account}:role/(?:.*/)?([^/]+)$`).exec(
        String(arn),
      )?.[1];
      if (role !== undefined && !roleExists(context, role)) {
        throw malformed("Policy contains a statement with one or more invalid principals.");
      }
    }
  }
  return document;
}

function roleExists(context: Context, name: string): boolean {
  try {
    context.invoke("iam", "GetRole", { RoleName: name });
    return true;
  } catch (error) {
    if (error instanceof AwsError && error.code === "NoSuchEntity") return false;
    throw error;
  }
}
