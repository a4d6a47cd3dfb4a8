import { AwsError, NotImplemented } from "../../../core/errors.ts";
import { ssm } from "../operation.ts";
import { publicParameters } from "./public.ts";
import { parameters, readParameter } from "./store.ts";

export const getParametersByPath = ssm("GetParametersByPath", (call) => {
  const {
    Path: path,
    Recursive: recursive = false,
    WithDecryption: decrypted = false,
    ParameterFilters: filters,
  } = call.input;
  if (filters !== undefined && filters.length > 0)
    throw new NotImplemented(`SSM GetParametersByPath: filter "${filters[0]?.Key}"`);
  if (!path.startsWith("/")) {
    throw new AwsError("ValidationException", `The parameter path ${path} must begin with a slash`);
  }
  const prefix = path.endsWith("/") ? path : `${path}/`;
  const names = path.startsWith("/aws/")
    ? [...publicParameters(call.region).keys()]
    : call.use(parameters).keys();
  const found = names
    .filter((name) => name.startsWith(prefix) && (recursive || !name.slice(prefix.length).includes("/")))
    .toSorted();
  return { Parameters: found.map((name) => readParameter(call, name, decrypted)) };
});
