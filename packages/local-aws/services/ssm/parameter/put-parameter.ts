import { AwsError, NotImplemented } from "../../../core/errors.ts";
import { ssm } from "../operation.ts";
import { parameters } from "./store.ts";

export const putParameter = ssm("PutParameter", (call) => {
  const {
    Name: name,
    Value: value,
    Overwrite: overwrite = false,
    Description,
    AllowedPattern,
    KeyId,
    Tags,
    DataType,
  } = call.input;
  if (call.input.Policies !== undefined && call.input.Policies !== "")
    throw new NotImplemented("SSM PutParameter: Policies");
  if (/^\/?(aws|ssm)(\/|$)/i.test(name)) {
    throw new AwsError("AccessDeniedException", `No access to reserved parameter name: ${name}.`);
  }
  const before = call.use(parameters).get(name);
  const type = call.input.Type ?? before?.type;
  if (type === undefined)
    throw new AwsError("ValidationException", "A parameter type is required when you create a parameter.");
  if (before !== undefined && !overwrite) {
    throw new AwsError(
      "ParameterAlreadyExists",
      "The parameter already exists. To overwrite this value, set the overwrite option in the request to true.",
    );
  }
  if (overwrite && Tags !== undefined && Tags.length > 0) {
    throw new AwsError("ValidationException", "Invalid request: tags and overwrite can't be used together.");
  }
  const pattern = AllowedPattern ?? before?.allowedPattern;
  if (pattern !== undefined && pattern !== "" && !regularExpression(pattern).test(value)) {
    throw new AwsError(
      "ParameterPatternMismatchException",
      `Parameter value, cannot be validated against allowedPattern: ${pattern}`,
    );
  }
  const tier =
    call.input.Tier === "Advanced" || value.length > 4096 ? ("Advanced" as const) : ("Standard" as const);
  if (value.length > 4096 && call.input.Tier !== "Advanced" && call.input.Tier !== "Intelligent-Tiering") {
    throw new AwsError(
      "ValidationException",
      "Standard tier parameters support a maximum parameter value of 4096 characters.",
    );
  }
  const version = (before?.versions.at(-1)?.version ?? 0) + 1;
  const description = Description ?? before?.description;
  const key = KeyId ?? before?.keyId ?? (type === "SecureString" ? "alias/aws/ssm" : undefined);
  call.use(parameters).put(name, {
    name,
    type,
    dataType: DataType ?? before?.dataType ?? "text",
    tier,
    versions: [...(before?.versions ?? []), { version, value, modifiedAt: call.now }],
    tags: before?.tags ?? Object.fromEntries((Tags ?? []).map((tag) => [tag.Key, tag.Value])),
    ...(description !== undefined && { description }),
    ...(pattern !== undefined && { allowedPattern: pattern }),
    ...(key !== undefined && { keyId: key }),
  });
  return { Version: version, Tier: tier };
});

function regularExpression(pattern: string): RegExp {
  try {
    return new RegExp(pattern);
  } catch {
    throw new AwsError(
      "InvalidAllowedPatternException",
      "The request does not meet the regular expression requirement.",
    );
  }
}
