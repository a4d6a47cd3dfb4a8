import type { Context } from "../../../core/call.ts";
import { collection } from "../../../core/collection.ts";
import { AwsError } from "../../../core/errors.ts";
import type { Parameter } from "../../../models/types/ssm.d.ts";
import { publicParameters } from "./public.ts";

export interface ParameterVersion {
  readonly version: number;
  readonly value: string;
  readonly modifiedAt: number;
}

export interface StoredParameter {
  readonly name: string;
  readonly type: "String" | "StringList" | "SecureString";
  readonly dataType: string;
  readonly tier: "Standard" | "Advanced";
  readonly keyId?: string;
  readonly description?: string;
  readonly allowedPattern?: string;
  /** Oldest first. */
  readonly versions: readonly ParameterVersion[];
  readonly tags: Readonly<Record<string, string>>;
}

export const parameters = collection<StoredParameter>("ssm/parameters", "region", ({ name }) => ({
  id: name,
}));

const missing = (name: string) => new AwsError("ParameterNotFound", `Parameter ${name} not found.`);

export const parameterArn = ({ partition, region, account }: Context, name: string): string =>
  name.startsWith("/aws/service/")
    ? `arn:${partition}:ssm:${region}::parameter${name}`
    : `arn:${partition}:ssm:${region}:${account}:parameter${name.startsWith("/") ? "" : "/"}${name}`;

export function findParameter(context: Context, name: string): StoredParameter {
  const bare = name.replace(/^arn:[^:]+:ssm:[^:]+:\d*:parameter/, "");
  const found = context.use(parameters).get(bare) ?? context.use(parameters).get(bare.slice(1));
  if (found === undefined) throw missing(name);
  return found;
}

export function showParameter(
  context: Context,
  parameter: StoredParameter,
  version: ParameterVersion,
  decrypted: boolean,
): Parameter {
  const { name, type, dataType } = parameter;
  return {
    Name: name,
    Type: type,
    // What is encrypted is told as something that no one can take for the value.
    Value:
      type === "SecureString" && !decrypted
        ? Buffer.from(`encrypted ${name} version ${version.version}`).toString("base64")
        : version.value,
    Version: version.version,
    LastModifiedDate: version.modifiedAt,
    ARN: parameterArn(context, name),
    DataType: dataType,
  };
}

/** A parameter by name, `name:version` or ARN; AWS's public ones included. */
export function readParameter(context: Context, reference: string, decrypted: boolean): Parameter {
  const value = publicParameters(context.region).get(reference);
  if (value !== undefined) {
    const image = /image_id$|ami-id$|^\/aws\/service\/ami-/.test(reference);
    return {
      Name: reference,
      Type: "String",
      Value: value,
      Version: 1,
      LastModifiedDate: Date.UTC(2026, 10, 18),
      ARN: parameterArn(context, reference),
      DataType: image && value.startsWith("ami-") ? "aws:ec2:image" : "text",
    };
  }
  const [, name = reference, selector] = /^((?:arn:[^/]*)?[^:]*):(\d+)$/.exec(reference) ?? [];
  const parameter = findParameter(context, name);
  const version =
    selector === undefined
      ? parameter.versions.at(-1)
      : parameter.versions.find((one) => one.version === Number(selector));
  if (version === undefined) {
    throw new AwsError(
      "ParameterVersionNotFound",
      `Systems Manager could not find version ${selector} of ${name}.`,
    );
  }
  return {
    ...showParameter(context, parameter, version, decrypted),
    ...(selector !== undefined && { Selector: `:${selector}` }),
  };
}
