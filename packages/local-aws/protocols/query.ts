import { AwsError } from "../core/errors.ts";
import { parseTarget, type WireRequest } from "../core/wire.ts";
import { findOperation, type ServiceModel, shapeOf } from "../models/model.ts";
import type { ParsedRequest, Protocol } from "./protocol.ts";
import { awsQueryDialect, type Dialect, ec2Dialect, fromNode, parameterTree } from "./query-params.ts";
import { element, memberElements, xmlDocument } from "./xml.ts";

const headers = (requestId: string) => ({
  "content-type": "text/xml;charset=UTF-8",
  "x-amzn-requestid": requestId,
});

function parseQuery(
  model: ServiceModel,
  request: WireRequest,
  dialect: Dialect,
  unknownOperation: string,
): ParsedRequest {
  const { query } = parseTarget(request.target);
  const parameters = request.body.length > 0 ? new URLSearchParams(request.body.toString("utf8")) : query;
  const operation = parameters.get("Action");
  if (operation === null) throw new AwsError("MissingAction", "the request has no Action");
  const found = findOperation(model, operation);
  if (found === undefined) {
    throw new AwsError(unknownOperation, `The action ${operation} is not valid for this web service.`);
  }
  for (const name of [...parameters.keys()])
    if (/^(Action|Version|X-Amz-.*|AWSAccessKeyId|Signature.*|Timestamp|Expires)$/.test(name))
      parameters.delete(name);
  const unknown: string[] = [];
  const tree = parameterTree(parameters);
  if (found.input === undefined) return { operation, input: {}, unknown: [...tree.children.keys()] };
  const input = fromNode(model, dialect, found.input, tree, "", unknown) as Record<string, unknown>;
  return { operation, input, unknown };
}

/** Form parameters in, XML out: IAM, STS, Auto Scaling. */
export const awsQuery: Protocol = {
  codes: {
    unknownOperation: "InvalidAction",
    malformed: "MalformedInput",
    invalid: "ValidationError",
    missing: "ValidationError",
    unknownParameter: "UnknownParameter",
  },
  parse: (model, request) => parseQuery(model, request, awsQueryDialect, awsQuery.codes.unknownOperation),
  serialize(model, operation, output, requestId) {
    const ref = model.operations[operation]?.output;
    const result =
      ref === undefined
        ? []
        : [element(ref.resultWrapper ?? `${operation}Result`, memberElements(model, ref, output))];
    const metadata = element("ResponseMetadata", [element("RequestId", requestId)]);
    const root = element(`${operation}Response`, [...result, metadata], {
      xmlns: model.metadata.xmlNamespace ?? "",
    });
    return { status: 200, headers: headers(requestId), body: xmlDocument(root) };
  },
  serializeError(model, error, status, requestId) {
    const parts = [
      element("Type", status < 500 ? "Sender" : "Receiver"),
      element("Code", error.code),
      element("Message", error.message),
    ];
    const root = element("ErrorResponse", [element("Error", parts), element("RequestId", requestId)], {
      xmlns: model.metadata.xmlNamespace ?? "",
    });
    return { status, headers: headers(requestId), body: xmlDocument(root) };
  },
};

/** EC2's own dialect of it. */
export const ec2Query: Protocol = {
  codes: {
    unknownOperation: "InvalidAction",
    malformed: "MalformedQueryString",
    invalid: "InvalidParameterValue",
    missing: "MissingParameter",
    unknownParameter: "UnknownParameter",
  },
  parse: (model, request) => parseQuery(model, request, ec2Dialect, ec2Query.codes.unknownOperation),
  serialize(model, operation, output, requestId) {
    const ref = model.operations[operation]?.output;
    const members = ref === undefined ? [element("return", "true")] : memberElements(model, ref, output);
    const known = ref === undefined ? [] : Object.keys(shapeOf(model, ref).members ?? {});
    const id = known.includes("requestId") ? [] : [element("requestId", requestId)];
    const root = element(`${operation}Response`, [...id, ...members], {
      xmlns: model.metadata.xmlNamespace ?? "",
    });
    return { status: 200, headers: headers(requestId), body: xmlDocument(root) };
  },
  serializeError(_model, error, status, requestId) {
    const body = xmlDocument(
      element("Response", [
        element("Errors", [
          element("Error", [element("Code", error.code), element("Message", error.message)]),
        ]),
        element("RequestID", requestId),
      ]),
    );
    return { status, headers: headers(requestId), body };
  },
};
