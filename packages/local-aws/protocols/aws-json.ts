import { AwsError } from "../core/errors.ts";
import { findOperation, type ServiceModel } from "../models/model.ts";
import { fromJson, toJson } from "./json-value.ts";
import type { Protocol } from "./protocol.ts";

const headers = (model: ServiceModel, requestId: string) => ({
  "content-type": `application/x-amz-json-${model.metadata.jsonVersion ?? "1.1"}`,
  "x-amzn-requestid": requestId,
});

/** JSON in the body of `POST /`, the operation in a header: KMS, Logs, SSM, tagging. */
export const awsJson: Protocol = {
  codes: {
    unknownOperation: "UnknownOperationException",
    malformed: "SerializationException",
    invalid: "ValidationException",
    missing: "ValidationException",
    unknownParameter: "ValidationException",
  },
  parse(model, request) {
    const target = request.headers["x-amz-target"] ?? "";
    const operation = target.split(".").at(-1) ?? "";
    const found = findOperation(model, operation);
    if (found === undefined)
      throw new AwsError(awsJson.codes.unknownOperation, `unknown operation ${target}`);
    const unknown: string[] = [];
    const value = parseJson(request.body);
    const input = found.input === undefined ? {} : fromJson(model, found.input, value, "", unknown);
    return { operation, input: input as Record<string, unknown>, unknown };
  },
  serialize(model, operation, output, requestId) {
    const ref = model.operations[operation]?.output;
    const body = ref === undefined ? "" : JSON.stringify(toJson(model, ref, output));
    return { status: 200, headers: headers(model, requestId), body };
  },
  serializeError(model, error, status, requestId) {
    const body = JSON.stringify({ __type: error.code, message: error.message, ...error.details });
    return { status, headers: { ...headers(model, requestId), "x-amzn-errortype": error.code }, body };
  },
};

export function parseJson(body: Buffer): unknown {
  if (body.length === 0) return {};
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    throw new AwsError("SerializationException", "the body is not JSON", { status: 400 });
  }
}
