import { XMLParser } from "fast-xml-parser";
import { AwsError } from "../core/errors.ts";
import { type ServiceModel, type ShapeRef, shapeOf } from "../models/model.ts";
import type { Protocol } from "./protocol.ts";
import { restAnswer, routeRest } from "./rest.ts";
import { fromText } from "./scalars.ts";
import { element, memberElements, toElements, xmlDocument } from "./xml.ts";

const headers = (requestId: string) => ({ "x-amz-request-id": requestId });

// Everything stays text (the model knows the types) and a list is told by the model, not by how often a name occurs.
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  parseTagValue: false,
  parseAttributeValue: false,
  ignoreDeclaration: true,
  trimValues: false,
});

type Tree = Readonly<Record<string, unknown>>;

const asTree = (value: unknown): Tree => (typeof value === "object" && value !== null ? (value as Tree) : {});
const asList = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value];

function fromXml(
  model: ServiceModel,
  ref: ShapeRef,
  value: unknown,
  where: string,
  unknown: string[],
): unknown {
  const shape = shapeOf(model, ref);
  switch (shape.type) {
    case "structure": {
      const tree = asTree(value);
      const result: Record<string, unknown> = {};
      const seen = new Set<string>();
      for (const [name, member] of Object.entries(shape.members ?? {})) {
        const key = member.xmlAttribute ? `@${member.locationName ?? name}` : (member.locationName ?? name);
        seen.add(key);
        if (!Object.hasOwn(tree, key)) continue;
        result[name] = fromXml(model, member, tree[key], where === "" ? name : `${where}.${name}`, unknown);
      }
      for (const key of Object.keys(tree)) {
        if (!seen.has(key) && !/^(#text|@xmlns.*|@xsi:.*)$/.test(key))
          unknown.push(where === "" ? key : `${where}.${key}`);
      }
      return result;
    }
    case "list": {
      const member = shape.member as ShapeRef;
      const flat = shape.flattened === true || ref.flattened === true;
      const items = flat ? asList(value) : asList(asTree(value)[member.locationName ?? "member"]);
      return items.map((item, index) => fromXml(model, member, item, `${where}.${index + 1}`, unknown));
    }
    case "map":
      return {};
    default:
      return fromText(shape, typeof value === "string" ? value : String(asTree(value)["#text"] ?? ""), where);
  }
}

function parseXml(body: Buffer): Tree {
  try {
    return asTree(parser.parse(body, true));
  } catch {
    throw malformedXml();
  }
}

const malformedXml = () =>
  new AwsError(
    "MalformedXML",
    "The XML you provided was not well-formed or did not validate against our published schema",
  );

/** XML over paths and methods: S3. */
export const restXml: Protocol = {
  codes: {
    unknownOperation: "MethodNotAllowed",
    malformed: "InvalidArgument",
    invalid: "InvalidArgument",
    missing: "InvalidRequest",
    unknownParameter: "InvalidArgument",
  },
  parse(model, request) {
    const { operation, input, shape, unknown } = routeRest(model, request);
    const payload = shape?.payload;
    const member = payload === undefined ? undefined : shape?.members?.[payload];
    if (payload !== undefined && member !== undefined) {
      const type = shapeOf(model, member).type;
      if (type === "blob") input[payload] = new Uint8Array(request.body);
      else if (type === "string") input[payload] = request.body.toString("utf8");
      else if (request.body.length > 0) {
        const root = Object.entries(parseXml(request.body)).find(([name]) => !name.startsWith("?"));
        if (root === undefined) throw malformedXml();
        input[payload] = fromXml(model, member, root[1], "", unknown);
      }
    }
    return { operation, input, unknown };
  },
  serialize(model, operation, output, requestId) {
    const { shape, status, headers: own } = restAnswer(model, operation, output);
    const ref = model.operations[operation]?.output;
    const all = { ...headers(requestId), ...own };
    if (ref === undefined || shape === undefined) return { status, headers: all, body: "" };
    const payload = shape.payload;
    if (payload !== undefined) {
      const member = shape.members?.[payload] as ShapeRef;
      const value = output[payload];
      const type = shapeOf(model, member).type;
      if (value === undefined) return { status, headers: all, body: "" };
      if (type === "blob") return { status, headers: all, body: value as Uint8Array };
      if (type === "string") return { status, headers: all, body: String(value) };
      const [root] = toElements(model, member, value, member.locationName ?? payload);
      return { status, headers: { ...all, "content-type": "application/xml" }, body: xmlDocument(root!) };
    }
    const inBody = Object.values(shape.members ?? {}).some((child) => child.location === undefined);
    if (!inBody) return { status, headers: all, body: "" };
    if (operation === "GetBucketLocation") {
      // The only answer whose root is the member itself; the model doesn't tell.
      const root = element("LocationConstraint", String(output["LocationConstraint"] ?? ""), {
        xmlns: "http://s3.amazonaws.com/doc/2006-03-01/",
      });
      return { status, headers: { ...all, "content-type": "application/xml" }, body: xmlDocument(root) };
    }
    const root = element(
      ref.locationName ?? shape.locationName ?? ref.shape.replace(/Output$/, "Result"),
      memberElements(model, ref, output),
      {
        xmlns: "http://s3.amazonaws.com/doc/2006-03-01/",
      },
    );
    return { status, headers: { ...all, "content-type": "application/xml" }, body: xmlDocument(root) };
  },
  serializeError(_model, error, status, requestId) {
    const details = Object.entries(error.details).map(([name, value]) => element(name, String(value)));
    const body = xmlDocument(
      element("Error", [
        element("Code", error.code),
        element("Message", error.message),
        ...details,
        element("RequestId", requestId),
      ]),
    );
    return { status, headers: { ...headers(requestId), "content-type": "application/xml" }, body };
  },
};
