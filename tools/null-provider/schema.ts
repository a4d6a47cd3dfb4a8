/** One attribute of a resource or data source. */
interface Attribute {
  /** Type constraint in Terraform's JSON form. */
  readonly type: "string" | readonly ["map", "string"];
  readonly description: string;
  readonly optional?: true;
  readonly computed?: true;
  readonly deprecated?: true;
}

export interface BlockSchema {
  readonly description: string;
  readonly deprecated?: true;
  readonly attributes: Readonly<Record<string, Attribute>>;
}

export const resourceSchema: BlockSchema = {
  description: "A resource that does nothing but carry provisioners and triggers.",
  attributes: {
    id: { type: "string", computed: true, description: "A random number." },
    triggers: { type: ["map", "string"], optional: true, description: "Replaces the resource when changed." },
  },
};

export const dataSourceSchema: BlockSchema = {
  description: "A data source that hands its inputs on.",
  deprecated: true,
  attributes: {
    has_computed_default: {
      type: "string",
      optional: true,
      computed: true,
      description: 'What was given, or "default".',
    },
    id: { type: "string", computed: true, deprecated: true, description: 'Always "static".' },
    inputs: { type: ["map", "string"], optional: true, description: "Copied to outputs." },
    outputs: { type: ["map", "string"], computed: true, description: "The inputs." },
    random: { type: "string", computed: true, description: "A random number." },
  },
};

export const providerSchema: BlockSchema = { description: "", attributes: {} };

export function schemaOnWire({ description, deprecated, attributes }: BlockSchema) {
  return {
    version: 0,
    block: {
      version: 0,
      description,
      deprecated: deprecated ?? false,
      attributes: Object.entries(attributes).map(([name, { type, ...rest }]) => ({
        name,
        type: Buffer.from(JSON.stringify(type)),
        ...rest,
      })),
    },
  };
}
