import { expect, test } from "vitest";
import { event, operation, type Service } from "../../core/call.ts";
import { collection } from "../../core/collection.ts";
import { AwsError } from "../../core/errors.ts";
import { testWorld } from "../test-world.ts";

const seen = collection<{ readonly at: number; readonly label: string }>("test/seen", "region");

const arrived = event<{ readonly label: string }>("test.arrived", (context, { label }) => {
  context.use(seen).put(label, { at: context.now, label });
  if (label === "first") context.schedule(5, arrived, { label: "from the first" });
  if (label === "broken") throw new Error("a bug");
});

/** Stands in for a service: real operations' names and shapes, other insides. */
const service: Service = {
  name: "sts",
  events: [arrived],
  operations: [
    operation("sts", "GetAccessKeyInfo", (call) => {
      call.schedule(20, arrived, { label: "second" });
      call.schedule(10, arrived, { label: "first" });
      if (call.input.AccessKeyId.startsWith("REFUSED"))
        throw new AwsError("AccessDenied", "no", { status: 403 });
      if (call.input.AccessKeyId.startsWith("BROKENBROKEN")) call.schedule(1, arrived, { label: "broken" });
      return { Account: "1" };
    }),
    operation("sts", "GetCallerIdentity", ({ use, now, ids }) => ({
      Arn: use(seen)
        .list()
        .map(({ label, at }) => `${label}@${(now - at) / 1000}`)
        .join(),
      UserId: ids.hex(8),
    })),
    operation("sts", "GetSessionToken", () => ({})),
  ],
};

const start = () => testWorld({ services: [service] });

test("events happen in the order of their time, at their time, and only once it has come", () => {
  const aws = start();
  aws.call("sts", "GetAccessKeyInfo", { AccessKeyId: "AKIAAAAAAAAAAAAAAAAA" });
  expect(aws.call("sts", "GetCallerIdentity", {}).Arn).toBe("");
  aws.clock.step(12);
  expect(aws.call("sts", "GetCallerIdentity", {}).Arn).toBe("first@2");
  aws.clock.step(100);
  expect(aws.call("sts", "GetCallerIdentity", {}).Arn).toBe("first@102,from the first@97,second@92");
});

test("a refused call schedules nothing", () => {
  const aws = start();
  expect(() => aws.call("sts", "GetAccessKeyInfo", { AccessKeyId: "REFUSEDREFUSEDREFUSED" })).toThrow("no");
  aws.clock.step(100);
  expect(aws.call("sts", "GetCallerIdentity", {}).Arn).toBe("");
});

test("a broken event is reported and stops nothing", () => {
  const aws = start();
  aws.call("sts", "GetAccessKeyInfo", { AccessKeyId: "BROKENBROKENBROKEN" });
  aws.clock.step(100);
  expect(aws.call("sts", "GetCallerIdentity", {}).Arn).toContain("second");
  expect(aws.world.problems).toHaveLength(1);
  expect(aws.world.problems[0]).toContain("test.arrived: Error: a bug");
});

test("the same calls give the same identifiers, and no identifier twice", () => {
  const draw = () => {
    const aws = start();
    return [1, 2, 3].map(() => aws.call("sts", "GetCallerIdentity", {}).UserId);
  };
  expect(draw()).toEqual(draw());
  expect(new Set(draw()).size).toBe(3);
});

test("a parameter that the operation never reads is a loud gap", () => {
  const aws = start();
  expect(() => aws.call("sts", "GetSessionToken", { DurationSeconds: 900 })).toThrow(
    "sts:GetSessionToken parameter DurationSeconds is not implemented",
  );
});
