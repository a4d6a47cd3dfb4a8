import { NotImplemented } from "../../../core/errors.ts";
import { ssm } from "../operation.ts";
import { parameterArn, parameters, type StoredParameter } from "./store.ts";

interface Wanted {
  readonly Key: string;
  readonly Option?: string | undefined;
  readonly Values?: readonly string[] | undefined;
}

function test({
  Key: key,
  Option: option = "Equals",
  Values: values = [],
}: Wanted): (parameter: StoredParameter) => boolean {
  const read = {
    Name: (one: StoredParameter) => one.name,
    Type: (one: StoredParameter) => one.type,
    Tier: (one: StoredParameter) => one.tier,
  }[key];
  if (read === undefined) throw new NotImplemented(`SSM DescribeParameters: filter "${key}"`);
  if (option === "Equals") return (parameter) => values.includes(read(parameter));
  if (option === "BeginsWith")
    return (parameter) => values.some((value) => read(parameter).startsWith(value));
  if (option === "Contains") return (parameter) => values.some((value) => read(parameter).includes(value));
  throw new NotImplemented(`SSM DescribeParameters: filter option "${option}"`);
}

export const describeParameters = ssm("DescribeParameters", (call) => {
  const older = (call.input.Filters ?? []).map(({ Key, Values }) => ({ Key, Option: "BeginsWith", Values }));
  const tests = [...older, ...(call.input.ParameterFilters ?? [])].map(test);
  const found = call
    .use(parameters)
    .list()
    .filter((parameter) => tests.every((passes) => passes(parameter)));
  return {
    Parameters: found.map((parameter) => {
      const last = parameter.versions.at(-1);
      return {
        Name: parameter.name,
        ARN: parameterArn(call, parameter.name),
        Type: parameter.type,
        Tier: parameter.tier,
        DataType: parameter.dataType,
        Version: last?.version,
        LastModifiedDate: last?.modifiedAt,
        LastModifiedUser: call.caller.arn,
        Policies: [],
        ...(parameter.description !== undefined && { Description: parameter.description }),
        ...(parameter.allowedPattern !== undefined && { AllowedPattern: parameter.allowedPattern }),
        ...(parameter.keyId !== undefined && { KeyId: parameter.keyId }),
      };
    }),
  };
});
