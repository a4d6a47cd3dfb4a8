import {
  type Call,
  type Input,
  type Operation,
  type OperationName,
  type Output,
  operation,
} from "../../core/call.ts";

/** A CloudWatch Logs operation. */
export function logs<O extends OperationName<"logs">>(
  name: O,
  run: (call: Call<Input<"logs", O>>) => Output<"logs", O>,
): Operation {
  return operation("logs", name, run);
}
