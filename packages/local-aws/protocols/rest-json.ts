import { type ServiceModel, shapeOf } from "../models/model.ts";
import { parseJson } from "./aws-json.ts";
import { fromJson, toJson } from "./json-value.ts";
import type { Protocol } from "./protocol.ts";
import { restAnswer, routeRest } from "./rest.ts";
import { malformed } from "./scalars.ts";

const headers = (requestId: string) => ({
  "content-type": "application/json",
  "x-amzn-requestid": requestId,
});

/** JSON over paths and methods: EKS. */
export const restJson: Protocol = {
  codes: {
    unknownOperation: "UnknownOperationException",
    malformed: "SerializationException",
    invalid: "InvalidParameterException",
    missing: "InvalidParameterException",
    unknownParameter: "InvalidParameterException",
  },
  parse(model: ServiceModel, request) {
    const { operation, input, shape, unknown } = routeRest(model, request);
    const inBody = Object.entries(shape?.members ?? {}).filter(([, member]) => member.location === undefined);
    if (shape?.payload !== undefined) {
      const member = shape.members![shape.payload]!;
      const streaming = shapeOf(model, member).type === "blob";
      input[shape.payload] = streaming
        ? request.body
        : fromJson(model, member, parseJson(request.body), "", unknown);
    } else if (request.body.length > 0) {
      const value = parseJson(request.body);
      if (typeof value !== "object" || value === null || Array.isArray(value))
        throw malformed("body", "an object", value);
      const names = new Map(inBody.map(([name, member]) => [member.locationName ?? name, { name, member }]));
      for (const [key, child] of Object.entries(value)) {
        if (child === null) continue;
        const found = names.get(key);
        if (found === undefined) unknown.push(key);
        else input[found.name] = fromJson(model, found.member, child, key, unknown);
      }
    }
    return { operation, input, unknown };
  },
  serialize(model, operation, output, requestId) {
    const { shape, status, headers: own } = restAnswer(model, operation, output);
    const ref = model.operations[operation]?.output;
    const payload = shape?.payload;
    const body =
      ref === undefined
        ? "{}"
        : JSON.stringify(
            payload === undefined
              ? toJson(model, ref, output)
              : toJson(model, shape!.members![payload]!, output[payload] ?? {}),
          );
    return { status, headers: { ...headers(requestId), ...own }, body };
  },
  serializeError(_model, error, status, requestId) {
    const body = JSON.stringify({ message: error.message, ...error.details });
    return { status, headers: { ...headers(requestId), "x-amzn-errortype": error.code }, body };
  },
};
