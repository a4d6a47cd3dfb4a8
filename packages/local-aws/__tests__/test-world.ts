import type { Input, OperationName, Output, Service, ServiceName } from "../core/call.ts";
import { type SteppedClock, steppedClock } from "../core/clock.ts";
import { callerOf, defaultAccount } from "../core/identity.ts";
import type { KubernetesApi } from "../core/kubernetes-api.ts";
import { noKubernetes } from "../core/no-kubernetes.ts";
import { serve } from "../core/serve.ts";
import { Store } from "../core/store.ts";
import { World } from "../core/world.ts";
import { loadModel } from "../models/model.ts";
import { protocolOf } from "../protocols/protocols.ts";
import { services } from "../services/services.ts";

export interface TestWorld {
  readonly world: World;
  readonly clock: SteppedClock;
  /** One call, checked against the model as over the wire, without a socket. Throws the AwsError. */
  call<S extends ServiceName, O extends OperationName<S>>(
    service: S,
    operation: O,
    input: Input<S, O>,
  ): Output<S, O>;
  /** The same with an input that the types would not allow. */
  callRaw(service: ServiceName, operation: string, input: Record<string, unknown>): unknown;
  /** Waits for sockets and the like that calls have asked for. */
  settle(): Promise<void>;
}

export interface TestWorldOptions {
  /** @default defaultAccount */
  readonly account?: string;
  /** @default "eu-central-1" */
  readonly region?: string;
  /** @default - every service there is */
  readonly services?: readonly Service[];
  readonly kubernetes?: KubernetesApi;
  /** A world that is there already, instead of a fresh one; `clock` must be its clock. */
  readonly existing?: { readonly world: World; readonly clock: SteppedClock };
}

/** A local AWS with a clock that only moves when told, and no wire around it. */
export function testWorld(options: TestWorldOptions = {}): TestWorld {
  const { account = defaultAccount, region = "eu-central-1" } = options;
  const { world, clock } = options.existing ?? freshWorld(options);
  const callRaw = (name: ServiceName, operation: string, input: Record<string, unknown>) => {
    const service = world.services.get(name);
    if (service === undefined) throw new Error(`no service ${name}`);
    if (world.operation(name, operation) === undefined)
      throw new Error(`${name}:${operation} is not implemented`);
    const model = loadModel(name);
    const caller = callerOf(account, region, world.store, clock.now());
    const identified = { service: name, region, caller };
    const parsed = { operation, input, unknown: [] };
    return serve(world, {
      identified,
      service,
      model,
      codes: protocolOf(model).codes,
      parsed,
      requestId: "test",
    }).output;
  };
  return {
    world,
    clock,
    callRaw,
    call: (service, operation, input) =>
      callRaw(service, operation, input as Record<string, unknown>) as never,
    settle: () => world.settle(),
  };
}

function freshWorld(options: TestWorldOptions) {
  const clock = steppedClock();
  const world = new World({
    store: new Store(),
    clock,
    services: options.services ?? services,
    kubernetes: options.kubernetes ?? noKubernetes,
    seed: "test",
  });
  return { world, clock };
}
