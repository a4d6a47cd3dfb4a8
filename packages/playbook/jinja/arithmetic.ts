import type { BinaryOperator } from "./ast.ts";
import { TemplateError } from "./error.ts";
import { percentFormat } from "./format.ts";
import { str } from "./text.ts";
import { DateTime, Float, float, integer, isFloat, resolve, Tuple, toNumber, typeName } from "./value.ts";

const floorDivide = (a: number, b: number): number => Math.floor(a / b);
const modulo = (a: number, b: number): number => a - b * Math.floor(a / b);

function numeric(operator: BinaryOperator, a: number, b: number, isReal: boolean): number | Float {
  if (b === 0 && (operator === "/" || operator === "//" || operator === "%")) {
    throw new TemplateError(operator === "%" ? "integer modulo by zero" : "division by zero");
  }
  const result = isReal ? float : integer;
  switch (operator) {
    case "+":
      return result(a + b);
    case "-":
      return result(a - b);
    case "*":
      return result(a * b);
    case "/":
      return float(a / b);
    case "//":
      return result(floorDivide(a, b));
    case "%":
      return result(modulo(a, b));
    case "**":
      return b < 0 ? float(a ** b) : result(a ** b);
    default:
      throw new TemplateError(`unsupported operator ${operator}`);
  }
}

function repeat(value: unknown, count: unknown): unknown {
  const times = Math.max(0, toNumber(count) ?? 0);
  if (typeof value === "string") return value.repeat(times);
  return Array.isArray(value) ? Array.from({ length: times }, () => value).flat(1) : undefined;
}

/** One of Python's arithmetic operators, or Jinja's `~`. */
export function arithmetic(operator: BinaryOperator, leftValue: unknown, rightValue: unknown): unknown {
  const left = resolve(leftValue);
  const right = resolve(rightValue);
  if (operator === "~") return str(left) + str(right);
  if (operator === "%" && typeof left === "string") return percentFormat(left, right);
  const a = toNumber(left);
  const b = toNumber(right);
  if (a !== undefined && b !== undefined) return numeric(operator, a, b, isFloat(left) || isFloat(right));
  if (operator === "+") {
    if (typeof left === "string" && typeof right === "string") return left + right;
    if (Array.isArray(left) && Array.isArray(right)) {
      return left instanceof Tuple ? Tuple.from([...left, ...right]) : [...left, ...right];
    }
  }
  if (operator === "*") {
    const repeated =
      b !== undefined ? repeat(left, right) : a !== undefined ? repeat(right, left) : undefined;
    if (repeated !== undefined) return repeated;
  }
  if (operator === "-" && left instanceof DateTime && right instanceof DateTime) {
    const milliseconds = left.date.getTime() - right.date.getTime();
    const days = Math.floor(milliseconds / 86_400_000);
    return { days, seconds: (milliseconds - days * 86_400_000) / 1000 };
  }
  throw new TemplateError(
    `unsupported operand type(s) for ${operator}: '${typeName(left)}' and '${typeName(right)}'`,
  );
}

export function negate(value: unknown): unknown {
  const number = toNumber(resolve(value));
  if (number === undefined) throw new TemplateError(`bad operand type for unary -: '${typeName(value)}'`);
  return value instanceof Float ? new Float(-number) : number === 0 ? 0 : -number;
}
