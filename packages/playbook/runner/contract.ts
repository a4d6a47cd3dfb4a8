import { readFileSync } from "node:fs";
import path from "node:path";
import {
  type CompiledPlaybook,
  type CompiledUnit,
  IR_VERSION,
  type Json,
  type ProcessValues,
  type UndoSpec,
} from "../ir.ts";
import { ContractError } from "./failure.ts";
import type { PreflightPlace } from "./preflight.ts";

/** Reads what Terraform handed over, see README.md in the folder above. */
export interface Contract {
  readonly playbook: CompiledPlaybook;
  /** Folder of playbook.json, to which packed files are relative. */
  readonly folder: string;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function variable(environment: NodeJS.ProcessEnv, name: string): string {
  const value = environment[name];
  if (value === undefined || value === "") throw new ContractError(`${name} is not set`);
  return value;
}

function json(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ContractError(`${what} is not JSON: ${(error as Error).message}`, { cause: error });
  }
}

/** @throws ContractError */
export function readPlaybook(environment: NodeJS.ProcessEnv): Contract {
  const file = path.resolve(variable(environment, "EKS_BOOTSTRAP_PLAYBOOK"));
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new ContractError(`can't read the compiled playbook: ${(error as Error).message}`, {
      cause: error,
    });
  }
  const playbook = json(text, file);
  if (!isObject(playbook) || !Array.isArray(playbook["units"]))
    throw new ContractError(`${file} is no compiled playbook`);
  if (playbook["version"] !== IR_VERSION) {
    throw new ContractError(
      `${file} has version ${String(playbook["version"])}, this runner reads ${IR_VERSION}; synthesize and apply again`,
    );
  }
  return { playbook: playbook as unknown as CompiledPlaybook, folder: path.dirname(file) };
}

/** @throws ContractError */
export function readValues(environment: NodeJS.ProcessEnv): ProcessValues {
  const values = json(variable(environment, "EKS_BOOTSTRAP_VARS"), "EKS_BOOTSTRAP_VARS");
  if (!isObject(values) || !isObject(values["eks"])) throw new ContractError("EKS_BOOTSTRAP_VARS has no eks");
  return { vars: {}, ...values } as unknown as ProcessValues;
}

/** Where Terraform works, as `preflight` is told. @throws ContractError */
export function readPlace(environment: NodeJS.ProcessEnv): PreflightPlace {
  const { eks, environment: names = [] } = readValues(environment);
  return { ...eks, environment: names };
}

/** @throws ContractError for an unknown unit, or one that is not the one that was planned */
export function findUnit(
  playbook: CompiledPlaybook,
  key: string,
  environment: NodeJS.ProcessEnv,
): CompiledUnit {
  const unit = playbook.units.find((candidate) => candidate.key === key);
  if (unit === undefined) throw new ContractError(`the compiled playbook has no unit "${key}"`);
  const planned = environment["EKS_BOOTSTRAP_DEF"];
  if (planned !== undefined && planned !== unit.def) {
    throw new ContractError(
      `stale upload: "${key}" was planned as ${planned.slice(0, 12)}, the compiled playbook has ${unit.def.slice(0, 12)}; synthesize, plan and apply again`,
    );
  }
  return unit;
}

/** @throws ContractError */
export function readItem(
  unit: CompiledUnit,
  environment: NodeJS.ProcessEnv,
): { readonly key: string; readonly value: Json } | undefined {
  if (unit.items === undefined) return undefined;
  const key = variable(environment, "EKS_BOOTSTRAP_ITEM");
  const value = unit.items[key];
  if (value === undefined) throw new ContractError(`unit "${unit.key}" has no item "${key}"`);
  return { key, value };
}

/** @throws ContractError */
export function readUndoSpec(environment: NodeJS.ProcessEnv): UndoSpec {
  const spec = json(variable(environment, "EKS_BOOTSTRAP_SPEC"), "EKS_BOOTSTRAP_SPEC");
  if (!isObject(spec) || !isObject(spec["cluster"]) || !isObject(spec["action"])) {
    throw new ContractError("EKS_BOOTSTRAP_SPEC is no undo specification");
  }
  if (spec["version"] !== 1)
    throw new ContractError(`undo specification of version ${String(spec["version"])}, this runner reads 1`);
  return spec as unknown as UndoSpec;
}

/** Values that EKS_BOOTSTRAP_MASK names: `vars.token` among the values, `env.TOKEN` in the environment. */
export function readMasked(environment: NodeJS.ProcessEnv, values: ProcessValues): readonly unknown[] {
  const text = environment["EKS_BOOTSTRAP_MASK"];
  if (text === undefined || text === "") return [];
  const names = json(text, "EKS_BOOTSTRAP_MASK");
  if (!Array.isArray(names)) throw new ContractError("EKS_BOOTSTRAP_MASK is no list");
  const places = { ...values, env: environment };
  return names.map((name) =>
    String(name)
      .split(".")
      .reduce<unknown>((value, part) => (isObject(value) ? value[part] : undefined), places),
  );
}
