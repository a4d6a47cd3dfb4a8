import * as z from "zod";
import { IMPORT_IDS, type PlannedValues } from "./import-id.ts";

/** The parts of `terraform show -json PLAN` that are read here. @see https://developer.hashicorp.com/terraform/internals/json-format#plan-representation */
const Plan = z.object({
  resource_changes: z
    .array(
      z.object({
        address: z.string(),
        mode: z.string(),
        type: z.string(),
        change: z.object({
          actions: z.array(z.string()),
          after: z.record(z.string(), z.unknown()).nullish(),
        }),
      }),
    )
    .default([]),
  prior_state: z
    .object({
      values: z
        .object({
          root_module: z
            .object({
              resources: z
                .array(z.object({ type: z.string(), values: z.record(z.string(), z.unknown()) }))
                .default([]),
            })
            .default({ resources: [] }),
        })
        .default({ root_module: { resources: [] } }),
    })
    .optional(),
});

/** A resource that the plan would create. */
export interface PlannedCreation {
  readonly address: string;
  readonly type: string;
  /** Its `Name` tag, which is its construct path. */
  readonly name?: string;
  readonly values: PlannedValues;
}

export interface PlanReading {
  /** Creations that AWS would refuse or double if the object already existed. */
  readonly creations: readonly PlannedCreation[];
  /** Ids of the route tables that the state knows. */
  readonly routeTables: readonly string[];
}

/** Types without tags whose objects are found through their route table. */
const IN_ROUTE_TABLES = ["aws_route", "aws_route_table_association"];

export function readPlan(json: string): PlanReading {
  const plan = Plan.parse(JSON.parse(json));
  const creations = plan.resource_changes
    .filter(({ mode, change }) => mode === "managed" && change.actions.join() === "create")
    .filter(({ type }) => type in IMPORT_IDS || IN_ROUTE_TABLES.includes(type))
    .map(({ address, type, change }): PlannedCreation => {
      const values = change.after ?? {};
      const name = (values["tags_all"] as Record<string, unknown> | undefined)?.["Name"];
      return { address, type, values, ...(typeof name === "string" && { name }) };
    });
  const resources = plan.prior_state?.values.root_module.resources ?? [];
  const routeTables = resources
    .filter(({ type }) => type === "aws_route_table")
    .map(({ values }) => String(values["id"]));
  return { creations, routeTables };
}
