import { UserError } from "@eksplan/diagnostics/user-error";
import * as z from "zod";
import type { Backend } from "./backend.ts";

const text = z.string().min(1);

const BackendSchema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("local") }),
  z.strictObject({
    type: z.literal("s3"),
    bucket: text,
    region: text,
    prefix: text.regex(/[^/]$/, "must not end in a slash").optional(),
    kmsKeyId: text.optional(),
  }),
  z.strictObject({
    type: z.literal("cloud"),
    organization: text,
    workspacePrefix: text.optional(),
    hostname: text.optional(),
  }),
]);

/**
 * Reads `context.backend` of `cdktf.json`.
 * @throws UserError naming every mistake
 */
export function parseBackend(context: unknown): Backend {
  const parsed = BackendSchema.safeParse(context ?? { type: "local" });
  if (parsed.success) return parsed.data as Backend;
  throw new UserError(
    parsed.error.issues.map(({ path, message }) => ({
      path: `cdktf.json context.backend${path.map((key) => `.${String(key)}`).join("")}`,
      message: `${message}; allowed types: local, s3, cloud; see docs/state.md`,
    })),
  );
}
