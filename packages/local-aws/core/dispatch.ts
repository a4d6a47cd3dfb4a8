import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { errorStatus, findOperation, loadModel, type ServiceModel } from "../models/model.ts";
import type { ParsedRequest, Protocol } from "../protocols/protocol.ts";
import { protocolOf } from "../protocols/protocols.ts";
import type { Service, ServiceName } from "./call.ts";
import { control, controlPrefix } from "./control.ts";
import { AwsError, NotImplemented } from "./errors.ts";
import type { Faults } from "./faults.ts";
import { type Identified, identify } from "./identity.ts";
import type { CallRecord, Journal } from "./journal.ts";
import { serve } from "./serve.ts";
import type { WireRequest, WireResponse } from "./wire.ts";
import type { World } from "./world.ts";

/** The connection is to be closed without an answer. */
export const dropped = Symbol("dropped");

export interface Dispatcher {
  readonly world: World;
  readonly journal: Journal;
  readonly faults: Faults;
}

/** Answers one request: wire format in, wire format out. Never throws. */
export async function dispatch(
  dispatcher: Dispatcher,
  request: WireRequest,
): Promise<WireResponse | typeof dropped> {
  if (request.target.startsWith(controlPrefix)) return control(dispatcher, request);
  const { world, journal } = dispatcher;
  const started = performance.now();
  const requestId = randomUUID();
  const record: { -readonly [K in keyof CallRecord]?: CallRecord[K] } = {
    service: "",
    operation: "",
    account: "",
    region: "",
    input: {},
  };
  let answer: WireResponse | typeof dropped;
  let format: { protocol: Protocol; model: ServiceModel } | undefined;
  try {
    const identified = identify(request, world.store, world.clock.now());
    const { service, model, protocol } = findService(dispatcher, request, identified);
    format = { protocol, model };
    Object.assign(record, {
      service: service.name,
      account: identified.caller.accountId,
      region: identified.region,
    });
    const parsed = parseRequest(dispatcher, service.name, model, protocol, request);
    Object.assign(record, { operation: parsed.operation, input: parsed.input });
    answer = await answerCall(dispatcher, request, {
      identified,
      service,
      model,
      protocol,
      parsed,
      requestId,
      record,
    });
  } catch (thrown) {
    const error = asAwsError(thrown, dispatcher, record);
    const { protocol, model } = format ?? fallbackFormat();
    answer = protocol.serializeError(
      model,
      error,
      error.status ?? errorStatus(model, error.code) ?? 400,
      requestId,
    );
    record.error = error.code;
    record.message = error.message;
  }
  const attempt = /attempt=(\d+)/.exec(request.headers["amz-sdk-request"] ?? "")?.[1];
  journal.add({
    ...(record as CallRecord),
    time: new Date(world.clock.now()).toISOString(),
    status: answer === dropped ? 0 : answer.status,
    milliseconds: Math.round((performance.now() - started) * 100) / 100,
    ...(request.headers["amz-sdk-invocation-id"] !== undefined && {
      invocationId: request.headers["amz-sdk-invocation-id"],
    }),
    ...(attempt !== undefined && { attempt: Number(attempt) }),
  });
  return answer;
}

interface Found {
  readonly identified: Identified;
  readonly service: Service;
  readonly model: ServiceModel;
  readonly protocol: Protocol;
  readonly parsed: ParsedRequest;
  readonly requestId: string;
  readonly record: { -readonly [K in keyof CallRecord]?: CallRecord[K] };
}

async function answerCall(
  dispatcher: Dispatcher,
  request: WireRequest,
  found: Found,
): Promise<WireResponse | typeof dropped> {
  const { world } = dispatcher;
  const { identified, service, model, protocol, parsed, requestId, record } = found;
  const { accountId: account } = identified.caller;
  const facts = {
    service: service.name,
    operation: parsed.operation,
    account,
    region: identified.region,
    input: parsed.input,
    invocationId: request.headers["amz-sdk-invocation-id"],
  };
  const fault = dispatcher.faults.decide(facts);
  if (fault !== undefined) record.fault = fault.name;
  if (fault?.delay !== undefined) await sleep(fault.delay);
  if (fault?.drop === "before") return dropped;
  if (fault?.error !== undefined)
    throw new AwsError(fault.error.code, fault.error.message, { status: fault.error.status });
  if (world.operation(service.name, parsed.operation) === undefined) {
    throw new NotImplemented(`${service.name}:${parsed.operation}`);
  }
  const { output, replayed } = serve(world, {
    identified,
    service,
    model,
    codes: protocol.codes,
    parsed,
    requestId,
    staleSeconds: fault?.staleSeconds,
    flip: fault?.flip,
  });
  if (replayed) record.replayed = true;
  await world.settle();
  if (fault?.drop === "after") return dropped;
  return protocol.serialize(model, parsed.operation, output, requestId);
}

function parseRequest(
  { journal }: Dispatcher,
  service: ServiceName,
  model: ServiceModel,
  protocol: Protocol,
  request: WireRequest,
): ParsedRequest {
  try {
    return protocol.parse(model, request);
  } catch (error) {
    // The models are trimmed to what is served: an operation that they don't know is one that isn't there yet.
    if (error instanceof AwsError && error.code === protocol.codes.unknownOperation)
      journal.gap(`${service}: ${error.message}`);
    if (error instanceof AwsError && error.code === "SerializationException") {
      throw new AwsError(protocol.codes.malformed, error.message, { status: 400 });
    }
    throw error;
  }
}

/** Requests to which no signature is put (AssumeRoleWithWebIdentity) are told by their action. */
function findService(dispatcher: Dispatcher, request: WireRequest, { service: name }: Identified) {
  const found = name === undefined ? unsigned(request) : name;
  const service = dispatcher.world.services.get(found);
  if (service === undefined) throw new NotImplemented(`the service ${found}`);
  const model = loadModel(service.name);
  return { service, model, protocol: protocolOf(model) };
}

function unsigned(request: WireRequest): ServiceName {
  const action = /(?:^|&)Action=(\w+)/.exec(request.body.toString("latin1"))?.[1] ?? "";
  if (action.startsWith("AssumeRoleWith") && findOperation(loadModel("sts"), action) !== undefined)
    return "sts";
  throw new AwsError("MissingAuthenticationTokenException", "Missing Authentication Token", { status: 403 });
}

/** Errors that come before the service is known are answered as JSON. */
function fallbackFormat() {
  const model = loadModel("eks");
  return { model, protocol: protocolOf(model) };
}

function asAwsError(
  thrown: unknown,
  { journal, world }: Dispatcher,
  record: { service?: string; operation?: string },
): AwsError {
  if (thrown instanceof AwsError) {
    if (thrown instanceof NotImplemented) journal.gap(thrown.message.replace(/ is not implemented.*$/, ""));
    return thrown;
  }
  const trace = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
  world.problems.push(`${record.service}:${record.operation}: ${trace}`);
  return new AwsError("InternalFailure", `the local AWS failed: ${trace}`, { status: 500 });
}
