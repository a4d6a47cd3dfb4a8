import type { AwsError } from "../core/errors.ts";
import type { WireRequest, WireResponse } from "../core/wire.ts";
import type { ServiceModel } from "../models/model.ts";

/** A request taken apart. Values have their types already; whether they fit the model's constraints is checked later. */
export interface ParsedRequest {
  readonly operation: string;
  readonly input: Record<string, unknown>;
  /** What was sent but is in no model: full paths of the parameters. */
  readonly unknown: readonly string[];
}

/** One of AWS's wire formats. Knows models, and nothing of state or of single operations. */
export interface Protocol {
  /** Throws an AwsError if the request names no operation or can't be read. */
  parse(model: ServiceModel, request: WireRequest): ParsedRequest;
  serialize(
    model: ServiceModel,
    operation: string,
    output: Record<string, unknown>,
    requestId: string,
  ): WireResponse;
  serializeError(model: ServiceModel, error: AwsError, status: number, requestId: string): WireResponse;
  /** Codes of what can be wrong with any request. */
  readonly codes: {
    readonly unknownOperation: string;
    readonly malformed: string;
    /** A value doesn't fit its constraint. */
    readonly invalid: string;
    /** A required member is missing. */
    readonly missing: string;
    readonly unknownParameter: string;
  };
}
