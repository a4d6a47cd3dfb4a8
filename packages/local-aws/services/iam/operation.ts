import {
  type Call,
  type Input,
  type Operation,
  type OperationName,
  type Output,
  operation,
} from "../../core/call.ts";

/** An IAM operation. */
export function iam<O extends OperationName<"iam">>(
  name: O,
  run: (call: Call<Input<"iam", O>>) => Output<"iam", O>,
): Operation {
  return operation("iam", name, run);
}
