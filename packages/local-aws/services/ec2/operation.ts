import {
  type Call,
  type Context,
  type Input,
  type Operation,
  type OperationName,
  type OperationOptions,
  type Output,
  operation,
} from "../../core/call.ts";
import { type Filter, matcher } from "./filters.ts";
import { find, type Kind, remove, show } from "./kind.ts";

type Ec2 = OperationName<"ec2">;

/** An EC2 operation. */
export function ec2<O extends Ec2>(
  name: O,
  run: (call: Call<Input<"ec2", O>>) => Output<"ec2", O>,
  options: OperationOptions = {},
): Operation {
  return operation("ec2", name, run, options);
}

interface DescribeInput {
  readonly Filters?: readonly Filter[];
  readonly Filter?: readonly Filter[];
  readonly [member: string]: unknown;
}

export interface DescribeOptions<O extends Ec2> {
  /** Member of the input that lists ids. */
  readonly ids?: keyof Input<"ec2", O> & string;
  /** Member of the answer. */
  readonly result: keyof Output<"ec2", O> & string;
}

/** What describe operations have in common: by id, every one of which must exist, and by filters. */
export function describe<O extends Ec2, T>(
  name: O,
  of: Kind<T>,
  { ids, result }: DescribeOptions<O>,
): Operation {
  return ec2(name, (call) => {
    const input = call.input as DescribeInput;
    const wanted = ids === undefined ? undefined : (input[ids] as readonly string[] | undefined);
    const found = select(call, name, of, wanted, input.Filters ?? input.Filter);
    return { [result]: found.map((value) => show(call, of, value)) } as Output<"ec2", O>;
  });
}

/** The objects named, or all, that pass the filters. */
export function select<T>(
  context: Context,
  name: string,
  of: Kind<T>,
  ids: readonly string[] | undefined,
  filters: readonly Filter[] | undefined,
): readonly T[] {
  const pool =
    ids === undefined || ids.length === 0
      ? context.use(of.collection).list()
      : [...new Set(ids)].map((id) => find(context, of, id));
  return pool.filter(matcher(context, name, of.filters, of.idOf, filters));
}

/** A delete operation: the object must be there and nothing may depend on it. */
export function destroy<O extends Ec2, T>(
  name: O,
  of: Kind<T>,
  member: keyof Input<"ec2", O> & string,
  answer: (id: string) => Output<"ec2", O>,
  before: (call: Call<Input<"ec2", O>>, value: T) => void = () => {},
): Operation {
  return ec2(name, (call) => {
    const id = String((call.input as Record<string, unknown>)[member]);
    before(call, find(call, of, id));
    remove(call, of, id);
    return answer(id);
  });
}
