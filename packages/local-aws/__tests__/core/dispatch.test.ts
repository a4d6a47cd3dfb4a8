import { expect, test } from "vitest";
import { setFaults } from "../../core/control.ts";
import { type Dispatcher, dispatch, dropped } from "../../core/dispatch.ts";
import { checkFaults, type FaultInput } from "../../core/fault-schema.ts";
import { Faults } from "../../core/faults.ts";
import { Journal } from "../../core/journal.ts";
import type { WireRequest, WireResponse } from "../../core/wire.ts";
import { testWorld } from "../test-world.ts";

function start() {
  const { world, clock } = testWorld();
  const dispatcher: Dispatcher = { world, journal: new Journal(), faults: new Faults() };
  const send = (request: Partial<WireRequest> & { readonly service?: string; readonly key?: string }) => {
    const { service = "sts", key = "111122223333", headers, ...rest } = request;
    const authorization = `AWS4-HMAC-SHA256 Credential=${key}/20261122/eu-central-1/${service}/aws4_request, SignedHeaders=host, Signature=0`;
    return dispatch(dispatcher, {
      method: "POST",
      target: "/",
      body: Buffer.alloc(0),
      headers: { authorization, ...headers },
      ...rest,
    });
  };
  const answer = async (...request: Parameters<typeof send>) => {
    const response = (await send(...request)) as WireResponse;
    return { status: response.status, headers: response.headers, body: response.body.toString() };
  };
  const faults = (...list: FaultInput[]) => setFaults(dispatcher, checkFaults(list, "test"));
  return { dispatcher, world, clock, send, answer, faults };
}

const form = (text: string) => Buffer.from(text);
const identity = { body: form("Action=GetCallerIdentity&Version=2011-06-15") };

test("the access key of twelve digits is the account", async () => {
  const { answer } = start();
  const { status, body } = await answer({ ...identity, key: "444455556666" });
  expect(status).toBe(200);
  expect(body).toContain("<Account>444455556666</Account>");
  expect(body).toMatch(
    /^<\?xml .*<GetCallerIdentityResponse xmlns="https:\/\/sts.amazonaws.com\/doc\/2011-06-15\/"><GetCallerIdentityResult>/s,
  );
});

test.for([
  ["no signature", { headers: { authorization: "" } }, 400, "Authorization header requires"],
  [
    "a signature without credential",
    { headers: { authorization: "AWS4-HMAC-SHA256 Signature=1" } },
    400,
    "Authorization header requires",
  ],
  ["a service that isn't there", { service: "polly" }, 501, "the service polly is not implemented"],
  ["no action", { body: form("Version=1") }, 400, "<Code>MissingAction</Code>"],
  ["an unknown action", { body: form("Action=Nope") }, 400, "<Code>InvalidAction</Code>"],
  [
    "an action named like a property of objects",
    { body: form("Action=constructor") },
    400,
    "<Code>InvalidAction</Code>",
  ],
  [
    "an action that isn't implemented",
    { body: form("Action=GetFederationToken&Name=abc") },
    501,
    "sts:GetFederationToken is not implemented",
  ],
  [
    "an unknown parameter",
    { body: form("Action=GetCallerIdentity&Foo=1") },
    400,
    "The parameter Foo is not recognized",
  ],
  [
    "a missing parameter",
    { body: form("Action=GetAccessKeyInfo") },
    400,
    "Value null at &apos;AccessKeyId&apos;",
  ],
  [
    "a value against its pattern",
    { body: form("Action=GetAccessKeyInfo&AccessKeyId=abcdefghijklmnopq!") },
    400,
    "ValidationError",
  ],
  [
    "a word where a number belongs",
    { body: form("Action=GetSessionToken&DurationSeconds=long") },
    400,
    "<Code>MalformedInput</Code>",
  ],
  ["JSON that isn't", { service: "eks", target: "/clusters", body: form("{") }, 400, "not JSON"],
  [
    "a list where an object belongs",
    { service: "eks", target: "/clusters", body: form("[]") },
    400,
    "expected an object",
  ],
  ["an unknown path", { service: "eks", target: "/nothing/here" }, 404, "no operation at POST /nothing/here"],
  [
    "a method that the path doesn't take",
    { service: "eks", target: "/clusters", method: "DELETE" },
    405,
    "no operation at DELETE",
  ],
] as const)("%s is answered as AWS answers it", async ([, request, status, text]) => {
  const { answer, world } = start();
  const response = await answer(request);
  expect({
    status: response.status,
    says: response.body.replaceAll("'", "&apos;").includes(text.replaceAll("'", "&apos;"))
      ? text
      : response.body,
  }).toEqual({ status, says: text });
  expect(world.problems).toEqual([]);
});

test("an encoded slash belongs to its label", async () => {
  const { answer } = start();
  const { body } = await answer({
    service: "eks",
    method: "GET",
    target: "/tags/arn%3Aaws%3Aeks%3Aeu-central-1%3A111122223333%3Acluster%2Fnone",
  });
  expect(body).toContain("cluster/none");
});

test("an error of a fault is played on the nth matching call only", async () => {
  const { answer, faults } = start();
  faults({
    match: { service: "sts", operation: "Get*Identity" },
    nth: [2, 3],
    do: { error: { code: "InternalFailure", status: 500 } },
  });
  const statuses: number[] = [];
  for (let call = 0; call < 4; call++) statuses.push((await answer(identity)).status);
  expect(statuses).toEqual([200, 500, 500, 200]);
});

test("a fault can pursue all attempts of one call", async () => {
  const { answer, faults } = start();
  faults({ everyAttempt: true, do: { throttle: true } });
  const attempt = (id: string) => answer({ ...identity, headers: { "amz-sdk-invocation-id": id } });
  expect([(await attempt("a")).status, (await attempt("b")).status, (await attempt("a")).status]).toEqual([
    400, 200, 400,
  ]);
});

test("a dropped call did or did not happen, as asked", async () => {
  const { send, faults, dispatcher } = start();
  const create = { service: "eks", method: "GET", target: "/clusters" };
  faults({ do: { drop: "before" } });
  expect(await send(create)).toBe(dropped);
  faults({ do: { drop: "after" } });
  expect(await send(create)).toBe(dropped);
  expect(dispatcher.journal.calls().map(({ status, fault }) => [status, fault])).toEqual([
    [0, "fault 1"],
    [0, "fault 1"],
  ]);
});

test("the control paths answer without a signature", async () => {
  const { answer } = start();
  const set = await answer({
    method: "PUT",
    target: "/_local/faults",
    headers: {},
    body: form('[{"do":{"delay":1}}]'),
  });
  expect([set.status, JSON.parse(set.body)]).toEqual([200, [{ name: "fault 1", matched: 0, played: 0 }]]);
  const wrong = await answer({ method: "PUT", target: "/_local/faults", body: form('[{"do":{"dlay":1}}]') });
  expect([wrong.status, wrong.body]).toEqual([400, expect.stringContaining("dlay")]);
  const stepped = await answer({ method: "POST", target: "/_local/clock", body: form('{"step": 60}') });
  expect(JSON.parse(stepped.body)).toEqual({ now: "2026-11-22T00:01:00.000Z" });
});
