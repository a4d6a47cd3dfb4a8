import { createHash } from "node:crypto";
import { type ServiceModel, shapeOf } from "../models/model.ts";
import type { ParsedRequest, Protocol } from "../protocols/protocol.ts";
import type { Operation, Service } from "./call.ts";
import { collection } from "./collection.ts";
import { AwsError, NotImplemented } from "./errors.ts";
import { type Flip, isMutating } from "./faults.ts";
import { flipped } from "./flip.ts";
import type { Identified } from "./identity.ts";
import { pageMembers, paginate } from "./pagination.ts";
import { trackReads } from "./unread.ts";
import { validate } from "./validate.ts";
import type { World } from "./world.ts";

/** Answers by idempotency token, so that a repeated request changes nothing and gets the first answer. */
const answers = collection<Record<string, unknown>>("core/answers", "region");
const keptAnswers = 2000;

export interface Served {
  readonly output: Record<string, unknown>;
  readonly replayed: boolean;
}

export interface ServeRequest {
  /** Serve it from the state of so many simulated seconds ago, which only reads can be. */
  readonly staleSeconds?: number | undefined;
  /** Something to change some time after the call has succeeded. */
  readonly flip?: Flip | undefined;
  readonly identified: Identified;
  readonly service: Service;
  readonly model: ServiceModel;
  readonly codes: Protocol["codes"];
  readonly parsed: ParsedRequest;
  readonly requestId: string;
}

/** Runs one operation as one transaction: checks, state transition, page. No wire format in here. */
export function serve(world: World, request: ServeRequest): Served {
  const { identified, service, model, parsed } = request;
  const operation = world.operation(service.name, parsed.operation) as Operation;
  const { accountId: account } = identified.caller;
  world.advance();
  check(request);
  const token = operation.repeats === "own" ? undefined : tokenOf(model, parsed);
  const now = world.clock.now();
  const { staleSeconds } = request;
  const run =
    staleSeconds === undefined || isMutating(parsed.operation)
      ? <R>(work: () => R) => world.store.transact(work, now)
      : <R>(work: () => R) => world.store.asOf(now - staleSeconds * 1000, work);
  try {
    return run(() => {
      const kept = world.store.use(answers, account, identified.region);
      const key = token === undefined ? undefined : replayKey(model, parsed, token.value);
      const before = key === undefined ? undefined : kept.get(key);
      if (before !== undefined) return { output: before, replayed: true };
      const { input, unread } = trackReads(parsed.input);
      const context = world.context(account, identified.region, now);
      const result = world.call(context, service.name, parsed.operation, input, {
        caller: identified.caller,
        requestId: request.requestId,
      });
      const paginator = operation.pagination === "own" ? undefined : model.pagination[parsed.operation];
      refuseUnread(request, unread(), [token?.member, "DryRun", ...pageMembers(paginator)]);
      if (parsed.input["DryRun"] === true && service.name === "ec2") {
        throw new AwsError("DryRunOperation", "Request would have succeeded, but DryRun flag is set.", {
          status: 412,
        });
      }
      if (request.flip !== undefined) context.schedule(request.flip.after ?? 0, flipped, request.flip);
      const full = (result ?? {}) as Record<string, unknown>;
      const output =
        paginator === undefined
          ? full
          : paginate(paginator, parsed.input, full, pageSizes[service.name] ?? 1000);
      if (key !== undefined) {
        if (kept.size >= keptAnswers) kept.delete(kept.keys()[0] as string);
        kept.put(key, structuredClone(output));
      }
      return { output, replayed: false };
    });
  } catch (error) {
    world.dropEffects();
    throw error;
  }
}

/** Entries of a page if the request names no limit. */
const pageSizes: Readonly<Record<string, number>> = {
  eks: 100,
  iam: 100,
  autoscaling: 100,
  kms: 100,
  logs: 50,
  ssm: 50,
};

function check({ model, codes, parsed, service }: ServeRequest): void {
  const [unknown] = parsed.unknown;
  if (unknown !== undefined) {
    throw new AwsError(codes.unknownParameter, `The parameter ${unknown} is not recognized`, { status: 400 });
  }
  const ref = model.operations[parsed.operation]?.input;
  const problems = ref === undefined ? [] : validate(model, ref, parsed.input);
  const [first] = problems;
  if (first === undefined) return;
  const count = `${problems.length} validation error${problems.length > 1 ? "s" : ""} detected`;
  const message =
    service.name === "ec2" && first.kind === "missing"
      ? `The request must contain the parameter ${first.field}`
      : `${count}: ${problems.map((problem) => problem.message).join("; ")}`;
  const custom = service.invalidInput?.(message, first.field);
  if (custom !== undefined) throw custom;
  throw new AwsError(first.kind === "missing" ? codes.missing : codes.invalid, message, { status: 400 });
}

function refuseUnread(
  { parsed, service }: ServeRequest,
  unread: readonly string[],
  harmless: readonly (string | undefined)[],
): void {
  const gap = unread.find((name) => !harmless.includes(name));
  if (gap !== undefined) throw new NotImplemented(`${service.name}:${parsed.operation} parameter ${gap}`);
}

function tokenOf(
  model: ServiceModel,
  parsed: ParsedRequest,
): { readonly member: string; readonly value: string } | undefined {
  const ref = model.operations[parsed.operation]?.input;
  if (ref === undefined) return undefined;
  for (const [member, child] of Object.entries(shapeOf(model, ref).members ?? {})) {
    const value = parsed.input[member];
    const isToken = child.idempotencyToken === true || member === "ClientToken";
    if (isToken && typeof value === "string" && value !== "") return { member, value };
  }
  return undefined;
}

/** The operation, what its path names, and the token: not the body, which a retry may write differently. */
function replayKey(model: ServiceModel, parsed: ParsedRequest, token: string): string {
  const ref = model.operations[parsed.operation]?.input;
  const members = ref === undefined ? [] : Object.entries(shapeOf(model, ref).members ?? {});
  const labels = members
    .filter(([, member]) => member.location === "uri")
    .map(([name]) => parsed.input[name]);
  return createHash("sha256")
    .update(JSON.stringify([parsed.operation, labels, token]))
    .digest("base64url");
}
