import * as z from "zod";
import type { Terraform } from "./terraform.ts";

/** The parts of a state that are read here. It says what `show -json` says, without a provider having to be started. */
const State = z.object({
  resources: z
    .array(
      z.object({
        mode: z.string(),
        type: z.string(),
        name: z.string(),
        instances: z
          .array(
            z.object({
              index_key: z.union([z.string(), z.number()]).optional(),
              status: z.string().optional(),
              deposed: z.string().optional(),
              attributes: z.record(z.string(), z.unknown()).nullish(),
            }),
          )
          .default([]),
      }),
    )
    .default([]),
});

/** An object that the state knows. */
export interface RecordedObject {
  readonly address: string;
  readonly type: string;
  /** Its creation did not end well: Terraform would destroy it and create it again. */
  readonly tainted: boolean;
  /** Replaced already, and still to be destroyed. */
  readonly deposed: boolean;
  readonly values: Readonly<Record<string, unknown>>;
}

/** Every managed object of the state, wherever the state lies. */
export async function recordedObjects(terraform: Terraform): Promise<readonly RecordedObject[]> {
  const text = await terraform.run(["state", "pull"]);
  // Nothing at all is printed before the first apply.
  return text.trim() === "" ? [] : readState(text);
}

export function readState(json: string): readonly RecordedObject[] {
  return State.parse(JSON.parse(json))
    .resources.filter(({ mode }) => mode === "managed")
    .flatMap(({ type, name, instances }) =>
      instances.map(({ index_key: key, status, deposed, attributes }) => ({
        address: `${type}.${name}${key === undefined ? "" : `[${JSON.stringify(key)}]`}`,
        type,
        tainted: status === "tainted",
        deposed: deposed !== undefined,
        values: attributes ?? {},
      })),
    );
}
