import * as z from "zod";
import { isRange } from "../range.ts";

/** What editors, `docs/` and error messages know about a field besides its type. */
export interface FieldFacts {
  /** What eksctl does when the file is silent, as text. What eksplan does instead is in `docs/defaults.md`. */
  readonly default?: string;
  /** The values allowed, where eksctl and AWS have a closed list. The rules check them, not the type. */
  readonly values?: readonly string[];
  /** Values for illustration, where the list is open. */
  readonly examples?: readonly (string | number)[];
  /** Page of AWS, eksctl or Kubernetes that says more. */
  readonly see?: string;
  /** The file is refused without it. Rules refuse it, so that one missing name does not hide other mistakes. */
  readonly required?: true;
}

/**
 * A key of the file. Every key is optional for the type: what must be there is for the rules to say, which see the
 * whole file at once.
 */
export function field<T extends z.ZodType>(schema: T, description: string, facts: FieldFacts = {}) {
  const sentences = [description];
  if (facts.default !== undefined) sentences.push(`eksctl's default: ${facts.default}.`);
  if (facts.see !== undefined) sentences.push(`See ${facts.see}`);
  const optional = schema.optional().meta({
    description: sentences.join(" "),
    ...(facts.values !== undefined && { enum: [...facts.values] }),
    ...(facts.examples !== undefined && { examples: [...facts.examples] }),
    ...(facts.required && { required: true }),
  });
  FACTS.set(optional, facts);
  return optional;
}

const FACTS = new WeakMap<z.ZodType, FieldFacts>();

/** What was said about a field. */
export const factsOf = (schema: z.ZodType): FieldFacts => FACTS.get(schema) ?? {};

export const text = (description: string, facts?: FieldFacts) => field(z.string(), description, facts);
export const flag = (description: string, facts?: FieldFacts) => field(z.boolean(), description, facts);
export const whole = (description: string, facts?: FieldFacts) => field(z.int(), description, facts);
export const decimal = (description: string, facts?: FieldFacts) => field(z.number(), description, facts);
export const texts = (description: string, facts?: FieldFacts) =>
  field(z.array(z.string()), description, facts);
/** Texts by name. An empty value is empty text. */
export const textMap = (description: string, facts?: FieldFacts) =>
  field(z.record(z.string(), z.string().prefault("")), description, facts);
/** Free-form content that another program reads: a policy document, kubelet settings, Bottlerocket settings. */
export const document = (description: string, facts?: FieldFacts) =>
  field(z.record(z.string(), z.unknown()), description, facts);
export const listOf = <T extends z.ZodType>(item: T, description: string, facts?: FieldFacts) =>
  field(z.array(item), description, facts);
/** An IPv4 or IPv6 range. A text must be one for the shape to be right, because everything behind it calculates with it. */
export const range = (description: string, facts?: FieldFacts) =>
  field(z.string().refine(isRange), description, facts);
