import { AwsError } from "../core/errors.ts";
import type { Shape, ShapeRef, TimestampFormat } from "../models/model.ts";

/** Reads a scalar that came as text (query, header, label, XML). Throws what a service's front door throws. */
export function fromText(shape: Shape, text: string, where: string): unknown {
  switch (shape.type) {
    case "integer":
    case "long":
      if (!/^[+-]?\d+$/.test(text.trim())) throw malformed(where, "an integer", text);
      return Number(text);
    case "float":
    case "double": {
      const value = Number(text);
      if (text.trim() === "" || Number.isNaN(value)) throw malformed(where, "a number", text);
      return value;
    }
    case "boolean":
      if (!/^(true|false)$/i.test(text)) throw malformed(where, "true or false", text);
      return text.toLowerCase() === "true";
    case "timestamp": {
      const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text);
      if (Number.isNaN(value)) throw malformed(where, "a timestamp", text);
      return value;
    }
    case "blob":
      return new Uint8Array(Buffer.from(text, "base64"));
    default:
      return text;
  }
}

export function malformed(where: string, expected: string, got: unknown): AwsError {
  const shown = typeof got === "string" ? got : JSON.stringify(got);
  return new AwsError(
    "SerializationException",
    `${where}: expected ${expected}, got ${shown?.slice(0, 80)}`,
    { status: 400 },
  );
}

/** Writes a scalar as text. */
export function toText(shape: Shape, ref: ShapeRef, value: unknown, timestamps: TimestampFormat): string {
  if (shape.type === "timestamp")
    return String(timestampText(value as number, formatOf(shape, ref, timestamps)));
  if (shape.type === "blob") return Buffer.from(value as Uint8Array).toString("base64");
  return String(value);
}

export function formatOf(shape: Shape, ref: ShapeRef, fallback: TimestampFormat): TimestampFormat {
  return ref.timestampFormat ?? shape.timestampFormat ?? fallback;
}

export function timestampText(milliseconds: number, format: TimestampFormat): string | number {
  switch (format) {
    case "unixTimestamp":
      return milliseconds / 1000;
    case "iso8601":
      return new Date(milliseconds).toISOString();
    case "rfc822":
      return new Date(milliseconds).toUTCString();
  }
}
