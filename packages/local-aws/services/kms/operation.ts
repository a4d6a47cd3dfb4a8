import {
  type Call,
  type Input,
  type Operation,
  type OperationName,
  type Output,
  operation,
} from "../../core/call.ts";

/** A KMS operation. */
export function kms<O extends OperationName<"kms">>(
  name: O,
  run: (call: Call<Input<"kms", O>>) => Output<"kms", O>,
): Operation {
  return operation("kms", name, run);
}
