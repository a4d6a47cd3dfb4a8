import { readFileSync } from "node:fs";
import * as z from "zod";

const faultSchema = z.strictObject({
  name: z.string().optional(),
  match: z
    .strictObject({
      service: z.string().optional(),
      operation: z.string().optional(),
      account: z.string().optional(),
      region: z.string().optional(),
      mutating: z.boolean().optional(),
      params: z.record(z.string(), z.unknown()).optional(),
    })
    .default({}),
  nth: z.union([z.int().min(1), z.array(z.int().min(1)), z.literal("every")]).default(1),
  everyAttempt: z.boolean().default(false),
  do: z
    .strictObject({
      error: z
        .strictObject({
          code: z.string(),
          message: z.string().optional(),
          status: z.int().min(400).max(599).optional(),
        })
        .optional(),
      throttle: z.literal(true).optional(),
      delay: z.number().min(0).max(600_000).optional(),
      drop: z.enum(["before", "after"]).optional(),
      stale: z.strictObject({ seconds: z.number().positive() }).optional(),
      flip: z
        .strictObject({
          collection: z.string(),
          key: z.string().optional(),
          where: z.record(z.string(), z.unknown()).optional(),
          set: z.record(z.string(), z.unknown()),
          after: z.number().min(0).optional(),
        })
        .optional(),
    })
    .refine(
      (action) => Object.keys(action).length > 0,
      "expected one of error, throttle, delay, drop, stale, flip",
    ),
});

/** A fault as it is written, and with its defaults filled in. */
export type FaultInput = z.input<typeof faultSchema>;
export type FaultDefinition = z.output<typeof faultSchema>;

export class FaultError extends Error {}

/** @param source what the text is called in messages, such as the file's name */
export function parseFaults(text: string, source: string): readonly FaultDefinition[] {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    throw new FaultError(`${source} is not JSON: ${(error as Error).message}`);
  }
  return checkFaults(data, source);
}

export function checkFaults(data: unknown, source: string): readonly FaultDefinition[] {
  const parsed = z.array(faultSchema).safeParse(data);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(({ path, message }) => `${path.join(".") || "(root)"}: ${message}`);
  throw new FaultError(`${source}: ${issues.join("; ")}`);
}

export function readFaults(file: string): readonly FaultDefinition[] {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new FaultError(`faults file ${file} can't be read: ${(error as Error).message}`);
  }
  return parseFaults(text, `faults file ${file}`);
}
