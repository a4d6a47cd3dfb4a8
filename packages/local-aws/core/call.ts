import type { Services } from "../models/types/services.d.ts";
import type { Collection, CollectionDefinition } from "./collection.ts";
import type { Ids } from "./ids.ts";
import type { KubernetesApi } from "./kubernetes-api.ts";

export type ServiceName = keyof Services;
export type OperationName<S extends ServiceName> = keyof Services[S] & string;
export type Input<S extends ServiceName, O extends OperationName<S>> = Services[S][O] extends {
  input: infer I;
}
  ? I
  : never;
export type Output<S extends ServiceName, O extends OperationName<S>> = Services[S][O] extends {
  output: infer R;
}
  ? R
  : never;

/** Who makes a call. */
export interface Caller {
  readonly accountId: string;
  /** ARN as STS tells it, for example `arn:aws:iam::123456789012:user/local`. */
  readonly arn: string;
  readonly userId: string;
  readonly accessKeyId: string;
  /** Set when a service calls another one, for example `eks.amazonaws.com`. */
  readonly service?: string;
}

/** What code inside the local AWS has to work with, in one account and region at one instant. */
export interface Context {
  readonly account: string;
  readonly region: string;
  /** `aws`, `aws-cn` or `aws-us-gov`, by the region. */
  readonly partition: string;
  /** Simulated time, milliseconds since 1970. */
  readonly now: number;
  readonly ids: Ids;
  readonly kubernetes: KubernetesApi;
  /** @param where another account or region. @default - those of the call */
  use<T>(
    definition: CollectionDefinition<T>,
    where?: { readonly account?: string; readonly region?: string },
  ): Collection<T>;
  /**
   * Has another service do something in the same account, region and transaction, as AWS's services do with their
   * service-linked roles. Faults, the journal and pagination don't see it. Throws what the operation throws.
   *
   * @param where another account or region. @default - those of the call
   */
  invoke<S extends ServiceName, O extends OperationName<S>>(
    service: S,
    operation: O,
    input: Input<S, O>,
    where?: { readonly account?: string; readonly region?: string },
  ): Output<S, O>;
  /**
   * Makes an event happen after this much simulated time. State changes in steps through events only, never by timers:
   * those that are due run, in order, before the next call is served.
   */
  schedule<P>(seconds: number, event: EventDefinition<P>, payload: P): void;
  /** Asynchronous work to do after the change is kept and before the answer is sent, such as opening a socket. */
  after(effect: () => Promise<void>): void;
  /** A transaction of its own, for use inside `after`. */
  transact<R>(work: (context: Context) => R): R;
}

export interface Call<I = unknown> extends Context {
  readonly service: string;
  readonly operation: string;
  /** Parsed and checked against the service's model. */
  readonly input: I;
  readonly caller: Caller;
  readonly requestId: string;
}

/** A step of a lifecycle. The name is kept in state files; the payload is plain data. */
export interface EventDefinition<P> {
  readonly name: string;
  readonly run: (context: Context, payload: P) => void;
}

export function event<P>(name: string, run: (context: Context, payload: P) => void): EventDefinition<P> {
  return { name, run };
}

export interface OperationOptions {
  /** `own`: the operation cuts its list itself. @default - the core cuts it as the model's paginator says */
  readonly pagination?: "own";
  /** `own`: the operation itself answers a repeated token. @default - it gets the first answer again */
  readonly repeats?: "own";
}

/** One API operation: a synchronous step from state to state that returns the answer or throws an AwsError. */
export interface Operation extends OperationOptions {
  readonly service: ServiceName;
  readonly name: string;
  readonly run: (call: Call<never>) => unknown;
}

export function operation<S extends ServiceName, O extends OperationName<S>>(
  service: S,
  name: O,
  run: (call: Call<Input<S, O>>) => Output<S, O>,
  options: OperationOptions = {},
): Operation {
  return { service, name, run: run as Operation["run"], ...options };
}

/** A service: its operations and the events that its operations schedule. */
export interface Service {
  readonly name: ServiceName;
  readonly operations: readonly Operation[];
  readonly events?: readonly EventDefinition<never>[];
  /** What an error looks like when the input doesn't fit the model. @default - the protocol's usual code */
  readonly invalidInput?: (message: string, field: string) => Error | undefined;
  /** Runs in every account and region once, before its first call there: the default VPC, managed policies and so on. */
  readonly prepare?: (context: Context) => void;
  /** Runs once for each account and region in a state file that was opened, for example to open sockets again. */
  readonly resume?: (context: Context) => Promise<void>;
}
