import {
  type Call,
  type Input,
  type Operation,
  type OperationName,
  type Output,
  operation,
} from "../../core/call.ts";

/** A Systems Manager operation. */
export function ssm<O extends OperationName<"ssm">>(
  name: O,
  run: (call: Call<Input<"ssm", O>>) => Output<"ssm", O>,
): Operation {
  return operation("ssm", name, run);
}
