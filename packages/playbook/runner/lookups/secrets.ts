import { type Named, truth } from "../../jinja/value.ts";
import { callJson, type JsonService } from "../aws/call.ts";
import { TaskFailure } from "../failure.ts";
import type { LookupContext } from "./lookups.ts";

const SECRETS: JsonService = {
  name: "secrets-manager",
  signingName: "secretsmanager",
  target: "secretsmanager",
};
const PARAMETERS: JsonService = { name: "ssm", signingName: "ssm", target: "AmazonSSM" };

const regionOf = (named: Named, { session }: LookupContext): string =>
  String(named["region"] ?? session.options.cluster.region);

/** `on_missing` and `on_denied`: "error" unless said otherwise. @returns whether to go on without */
function tolerated(error: unknown, named: Named): boolean {
  const code =
    error instanceof TaskFailure
      ? String((error.result["error"] as { readonly code?: string } | undefined)?.code)
      : "";
  const rule = /NotFound/.test(code)
    ? named["on_missing"]
    : /AccessDenied/.test(code)
      ? named["on_denied"]
      : "error";
  return rule === "skip" || rule === "warn";
}

/** `lookup('amazon.aws.secretsmanager_secret', 'name')`; every answer is masked from now on. */
export async function secretValue(
  terms: readonly string[],
  named: Named,
  context: LookupContext,
): Promise<readonly unknown[]> {
  const { mask } = context.session.options;
  const values: unknown[] = [];
  for (const term of terms) {
    const nested = truth(named["nested"] ?? false);
    const [name = term, ...path] = nested ? term.split(".") : [term];
    const input = {
      SecretId: name,
      ...(named["version_id"] === undefined ? {} : { VersionId: named["version_id"] }),
      ...(named["version_stage"] === undefined ? {} : { VersionStage: named["version_stage"] }),
    };
    try {
      const answer = await callJson(
        SECRETS,
        regionOf(named, context),
        "GetSecretValue",
        input,
        mask,
        context.signal,
      );
      const text =
        answer["SecretString"] ??
        Buffer.from(String(answer["SecretBinary"] ?? ""), "base64").toString("utf8");
      mask.add(text);
      if (!nested) {
        values.push(text);
        continue;
      }
      const found = path.reduce<unknown>(
        (value, key) => (value as Readonly<Record<string, unknown>> | undefined)?.[key],
        JSON.parse(String(text)),
      );
      if (found === undefined) throw new TaskFailure(`the secret ${name} has no key ${path.join(".")}`);
      mask.add(found);
      values.push(typeof found === "object" ? found : String(found));
    } catch (error) {
      if (!tolerated(error, named)) throw error;
    }
  }
  if (truth(named["join"] ?? false)) return [values.join("")];
  for (const value of values) maskJson(value, mask);
  return values;
}

/** Secrets are often JSON: its parts are secrets as well. */
function maskJson(value: unknown, mask: { add: (value: unknown) => void }): void {
  if (typeof value !== "string" || !value.trimStart().startsWith("{")) return;
  try {
    mask.add(JSON.parse(value));
  } catch {
    // Not JSON after all.
  }
}

/** `lookup('amazon.aws.ssm_parameter', '/name')`; SecureString values are masked. */
export async function ssmParameter(
  terms: readonly string[],
  named: Named,
  context: LookupContext,
): Promise<readonly unknown[]> {
  const { mask } = context.session.options;
  const withDecryption = truth(named["decrypt"] ?? true);
  const values: unknown[] = [];
  for (const term of terms) {
    try {
      if (truth(named["bypath"] ?? false)) {
        values.push(await parametersByPath(term, withDecryption, named, context));
        continue;
      }
      const answer = await callJson(
        PARAMETERS,
        regionOf(named, context),
        "GetParameter",
        { Name: term, WithDecryption: withDecryption },
        mask,
        context.signal,
      );
      const parameter = answer["Parameter"] as { readonly Value?: string; readonly Type?: string };
      if (parameter.Type === "SecureString") {
        mask.add(parameter.Value);
        maskJson(parameter.Value, mask);
      }
      values.push(parameter.Value ?? "");
    } catch (error) {
      if (!tolerated(error, named)) throw error;
      values.push(null);
    }
  }
  return values;
}

async function parametersByPath(
  path: string,
  withDecryption: boolean,
  named: Named,
  context: LookupContext,
): Promise<Readonly<Record<string, string>>> {
  const found: Record<string, string> = {};
  let token: unknown;
  do {
    const input = {
      Path: path,
      WithDecryption: withDecryption,
      Recursive: truth(named["recursive"] ?? false),
      ...(token === undefined ? {} : { NextToken: token }),
    };
    const answer = await callJson(
      PARAMETERS,
      regionOf(named, context),
      "GetParametersByPath",
      input,
      context.session.options.mask,
      context.signal,
    );
    for (const { Name, Value, Type } of (answer["Parameters"] ?? []) as readonly {
      Name: string;
      Value: string;
      Type: string;
    }[]) {
      if (Type === "SecureString") context.session.options.mask.add(Value);
      found[truth(named["shortnames"] ?? false) ? (Name.split("/").at(-1) ?? Name) : Name] = Value;
    }
    token = answer["NextToken"];
  } while (token !== undefined && token !== null);
  return found;
}
