import type { Context } from "../../../core/call.ts";
import { AwsError, NotImplemented } from "../../../core/errors.ts";
import { parameters, type StoredParameter } from "./store.ts";

/** The resource that a tagging call means. Only parameters can be tagged here. */
export function taggedParameter(context: Context, type: string, id: string): StoredParameter {
  if (type !== "Parameter") throw new NotImplemented(`SSM tags of a ${type}`);
  const found = context.use(parameters).get(id);
  if (found === undefined) throw new AwsError("InvalidResourceId", `The resource ID "${id}" is not valid.`);
  return found;
}
