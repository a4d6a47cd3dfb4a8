import { expect, test } from "vitest";
import { type Dispatcher, dispatch, dropped } from "../core/dispatch.ts";
import { Faults } from "../core/faults.ts";
import { Journal } from "../core/journal.ts";
import { loadModel } from "../models/model.ts";
import { testWorld } from "./test-world.ts";
import { mutate, randomSource, someValue, wireRequest } from "./wire-requests.ts";

const requests = Number(process.env["FUZZ_REQUESTS"] ?? 20_000);
const seed = Number(process.env["FUZZ_SEED"] ?? 1);

test(`${requests} whole and broken requests over all operations never crash it`, {
  timeout: 300_000,
}, async () => {
  const { world, clock } = testWorld();
  const dispatcher: Dispatcher = { world, journal: new Journal(undefined, 100), faults: new Faults() };
  const operations = world.operations();
  const random = randomSource(seed);
  const failures: string[] = [];
  const statuses = new Map<number, number>();
  for (let count = 0; count < requests && failures.length < 10; count++) {
    const { service, name } = operations[count % operations.length]!;
    const model = loadModel(service);
    const ref = model.operations[name]?.input;
    const input = ref === undefined ? {} : (someValue(model, ref, random) as Record<string, unknown>);
    const request = mutate(wireRequest(service, model, name, input), random);
    const answer = await dispatch(dispatcher, request);
    if (count % 100 === 0) clock.step(60);
    const status = answer === dropped ? 0 : answer.status;
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    const broken = status === 0 || status === 500;
    if (broken)
      failures.push(
        `${service}:${name} ${status} ${request.method} ${request.target.slice(0, 200)} ${request.body.toString().slice(0, 300)}\n${world.problems.at(-1)}`,
      );
  }
  console.log(
    `fuzz: ${requests} requests over ${operations.length} operations, seed ${seed}: ${[...statuses]
      .sort(([a], [b]) => a - b)
      .map(([status, count]) => `${count} × ${status}`)
      .join(", ")}`,
  );
  expect(failures).toEqual([]);
  expect(world.problems).toEqual([]);
  // Most are refused; that some succeed shows that the operations themselves were reached.
  expect(statuses.get(200) ?? 0).toBeGreaterThan(requests / 100);
});
