import * as z from "zod";
import { ClusterConfigSchema } from "../../modules/config/schema/cluster-config.ts";

interface Node {
  properties?: Record<string, Node>;
  items?: Node;
  additionalProperties?: Node | boolean;
  anyOf?: Node[];
  /** In what zod makes: `true` on a field that the file must have. In JSON Schema: names of such fields. */
  required?: true | string[];
  [key: string]: unknown;
}

/** Moves the mark of a field that must be there to where JSON Schema has it: to the block around the field. */
function moveRequired(node: Node): Node {
  const { required: _, ...rest } = node;
  const required = Object.entries(node.properties ?? {}).flatMap(([key, field]) =>
    field.required === true ? [key] : [],
  );
  return {
    ...rest,
    ...(node.properties !== undefined && { properties: mapValues(node.properties, moveRequired) }),
    ...(node.items !== undefined && { items: moveRequired(node.items) }),
    ...(node.anyOf !== undefined && { anyOf: node.anyOf.map(moveRequired) }),
    ...(typeof node.additionalProperties === "object" && {
      additionalProperties: moveRequired(node.additionalProperties),
    }),
    ...(required.length > 0 && { required }),
  };
}

const mapValues = (record: Record<string, Node>, change: (node: Node) => Node): Record<string, Node> =>
  Object.fromEntries(Object.entries(record).map(([key, node]) => [key, change(node)]));

/** JSON Schema of a cluster file, for editors. They judge shape and words; `npm run validate` judges everything. */
export function jsonSchema(): Readonly<Record<string, unknown>> {
  const { $schema, ...schema } = z.toJSONSchema(ClusterConfigSchema, {
    io: "input",
    reused: "inline",
  }) as Node;
  return {
    $schema,
    title: "ClusterConfig",
    description: "A cluster of eksplan, in the format of eksctl (eksctl.io/v1alpha5).",
    ...moveRequired(schema),
  };
}
