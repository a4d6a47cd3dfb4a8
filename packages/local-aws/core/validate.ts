import { type ServiceModel, type Shape, type ShapeRef, shapeOf } from "../models/model.ts";

export interface Problem {
  readonly kind: "missing" | "invalid";
  /** Path of the member, for example `resourcesVpcConfig.subnetIds`. */
  readonly field: string;
  /** The constraint in AWS's words. */
  readonly message: string;
}

const patterns = new Map<string, RegExp | undefined>();

/** Patterns are written for Java and must match the whole value; the few that JavaScript can't read are not checked. */
function patternOf(source: string): RegExp | undefined {
  if (!patterns.has(source)) patterns.set(source, compile(source, "u") ?? compile(source, ""));
  return patterns.get(source);
}

function compile(source: string, flags: string): RegExp | undefined {
  try {
    return new RegExp(`^(?:${source})$`, flags);
  } catch {
    return undefined;
  }
}

/** Everything about a value that breaks the model's constraints. */
export function validate(model: ServiceModel, ref: ShapeRef, value: unknown, field = ""): readonly Problem[] {
  const problems: Problem[] = [];
  visit(model, ref, value, field, problems);
  return problems;
}

function visit(model: ServiceModel, ref: ShapeRef, value: unknown, field: string, problems: Problem[]): void {
  const shape = shapeOf(model, ref);
  const fault = (constraint: string) =>
    problems.push({
      kind: "invalid",
      field,
      message: `Value '${shown(value)}' at '${field}' failed to satisfy constraint: ${constraint}`,
    });
  if (shape.document === true) return;
  switch (shape.type) {
    case "structure":
      visitStructure(model, shape, value as Record<string, unknown>, field, problems);
      break;
    case "list": {
      const items = value as readonly unknown[];
      checkSize(shape, items.length, "length", fault);
      for (const [index, item] of items.entries())
        visit(model, shape.member as ShapeRef, item, `${field}.${index + 1}.member`, problems);
      break;
    }
    case "map": {
      const entries = Object.entries(value as object);
      checkSize(shape, entries.length, "length", fault);
      for (const [key, child] of entries) {
        visit(model, shape.key as ShapeRef, key, `${field}.key`, problems);
        visit(model, shape.value as ShapeRef, child, `${field}.${key}.member`, problems);
      }
      break;
    }
    case "string": {
      const text = value as string;
      if (shape.enum !== undefined && !shape.enum.includes(text)) {
        fault(`Member must satisfy enum value set: [${shape.enum.join(", ")}]`);
        break;
      }
      checkSize(shape, text.length, "length", fault);
      if (shape.pattern !== undefined && patternOf(shape.pattern)?.test(text) === false) {
        fault(`Member must satisfy regular expression pattern: ${shape.pattern}`);
      }
      break;
    }
    case "blob":
      checkSize(shape, (value as Uint8Array).length, "length", fault);
      break;
    case "integer":
    case "long":
    case "float":
    case "double":
      checkSize(shape, value as number, "value", fault);
      break;
    default:
  }
}

function visitStructure(
  model: ServiceModel,
  shape: Shape,
  value: Record<string, unknown>,
  field: string,
  problems: Problem[],
): void {
  const path = (name: string) => (field === "" ? name : `${field}.${name}`);
  for (const name of shape.required ?? []) {
    if (value[name] === undefined) {
      const message = `Value null at '${path(name)}' failed to satisfy constraint: Member must not be null`;
      problems.push({ kind: "missing", field: path(name), message });
    }
  }
  for (const [name, member] of Object.entries(shape.members ?? {})) {
    if (value[name] !== undefined) visit(model, member, value[name], path(name), problems);
  }
}

function checkSize(
  shape: Shape,
  size: number,
  what: "length" | "value",
  fault: (constraint: string) => void,
): void {
  if (shape.min !== undefined && size < shape.min)
    fault(`Member must have ${what} greater than or equal to ${shape.min}`);
  if (shape.max !== undefined && size > shape.max)
    fault(`Member must have ${what} less than or equal to ${shape.max}`);
}

const shown = (value: unknown) =>
  (typeof value === "string" ? value : (JSON.stringify(value) ?? "")).slice(0, 200);
