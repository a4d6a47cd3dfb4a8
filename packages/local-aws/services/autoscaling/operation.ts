import {
  type Call,
  type Input,
  type Operation,
  type OperationName,
  type Output,
  operation,
} from "../../core/call.ts";

/** An Auto Scaling operation. */
export function autoscaling<O extends OperationName<"autoscaling">>(
  name: O,
  run: (call: Call<Input<"autoscaling", O>>) => Output<"autoscaling", O>,
): Operation {
  return operation("autoscaling", name, run);
}
