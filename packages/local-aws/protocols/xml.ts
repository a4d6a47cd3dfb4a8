import { type ServiceModel, type ShapeRef, shapeOf } from "../models/model.ts";
import { toText } from "./scalars.ts";

/** An element: its name, its attributes and either text or further elements. */
export interface Element {
  readonly name: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly content: string | readonly Element[];
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\r": "&#13;",
};
/** XML 1.0 has no place for control characters but tab and line ends, not even as references. */
const allowed = (char: string) =>
  (char >= " " || char === "\t" || char === "\n" || char === "\r") && char < "\ufffe";
const escapeXml = (text: string) =>
  [...text].map((char) => (char.length > 1 || allowed(char) ? (entities[char] ?? char) : "")).join("");

function write({ name, attributes, content }: Element): string {
  const opening = `${name}${Object.entries(attributes ?? {})
    .map(([key, value]) => ` ${key}="${escapeXml(value)}"`)
    .join("")}`;
  const inner = typeof content === "string" ? escapeXml(content) : content.map(write).join("");
  return inner === "" ? `<${opening}/>` : `<${opening}>${inner}</${name}>`;
}

export const xmlDocument = (root: Element) => `<?xml version="1.0" encoding="UTF-8"?>\n${write(root)}`;

export const element = (
  name: string,
  content: Element["content"],
  attributes?: Readonly<Record<string, string>>,
): Element => (attributes === undefined ? { name, content } : { name, content, attributes });

/** The elements that show a value under a name. A flattened list is several, anything else one. */
export function toElements(
  model: ServiceModel,
  ref: ShapeRef,
  value: unknown,
  name: string,
): readonly Element[] {
  const shape = shapeOf(model, ref);
  switch (shape.type) {
    case "structure":
      return [structureElement(model, ref, value, name)];
    case "list": {
      const member = shape.member as ShapeRef;
      const flat = shape.flattened === true || ref.flattened === true;
      const itemName = flat ? (member.locationName ?? name) : (member.locationName ?? "member");
      const items = (value as unknown[]).flatMap((item) => toElements(model, member, item, itemName));
      return flat ? items : [element(name, items)];
    }
    case "map": {
      const flat = shape.flattened === true || ref.flattened === true;
      const entries = Object.entries(value as object).map(([key, child]) =>
        element(flat ? name : "entry", [
          element(shape.key?.locationName ?? "key", key),
          ...toElements(model, shape.value as ShapeRef, child, shape.value?.locationName ?? "value"),
        ]),
      );
      return flat ? entries : [element(name, entries)];
    }
    default:
      return [element(name, toText(shape, ref, value, "iso8601"))];
  }
}

function structureElement(model: ServiceModel, ref: ShapeRef, value: unknown, name: string): Element {
  const attributes: Record<string, string> = {};
  const children: Element[] = [];
  if (typeof ref.xmlNamespace === "object") {
    attributes[ref.xmlNamespace.prefix ? `xmlns:${ref.xmlNamespace.prefix}` : "xmlns"] = ref.xmlNamespace.uri;
  }
  for (const [key, member] of Object.entries(shapeOf(model, ref).members ?? {})) {
    const child = (value as Record<string, unknown>)[key];
    if (child === undefined || child === null || member.location !== undefined) continue;
    const childName = member.locationName ?? key;
    if (member.xmlAttribute) {
      // The one prefix that S3's answers use; a prefix that is not declared makes the document unreadable.
      if (childName.startsWith("xsi:")) attributes["xmlns:xsi"] = "http://www.w3.org/2001/XMLSchema-instance";
      attributes[childName] = String(child);
    } else children.push(...toElements(model, member, child, childName));
  }
  return element(name, children, attributes);
}

/** The elements of a structure's members, without one around them. */
export function memberElements(
  model: ServiceModel,
  ref: ShapeRef,
  value: Record<string, unknown>,
): readonly Element[] {
  return structureElement(model, ref, value, "").content as readonly Element[];
}
