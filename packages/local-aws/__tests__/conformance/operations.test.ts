import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { loadModel } from "../../models/model.ts";
import { services } from "../../services/services.ts";
import { operationsDocument } from "./document.ts";
import type { Recorded } from "./record.ts";
import { scenarios } from "./scenarios.ts";

const record = (name: string) =>
  JSON.parse(
    readFileSync(path.resolve("packages/local-aws/__tests__/conformance/recorded", `${name}.json`), "utf8"),
  ) as Recorded;

const implemented = services.flatMap((service) =>
  service.operations.map(({ name }) => `${service.name}:${name}`),
);

test("every implemented operation is driven by an official client", () => {
  const driven = new Set(
    scenarios.flatMap(({ steps }) => steps.map(({ service, operation }) => `${service}:${operation}`)),
  );
  expect(implemented.filter((operation) => !driven.has(operation))).toEqual([]);
});

test("no scenario drives what is not implemented", () => {
  const known = new Set(implemented);
  const steps = scenarios.flatMap((scenario) => scenario.steps);
  expect(
    steps.map(({ service, operation }) => `${service}:${operation}`).filter((one) => !known.has(one)),
  ).toEqual([]);
});

test("docs/local-aws-operations.md says what the last runs saw", async () => {
  const document = operationsDocument(
    services,
    {
      botocore: record("botocore"),
      cli: record("cli"),
      kubectl: record("kubectl"),
      terraform: record("terraform"),
      moto: record("moto"),
    },
    Object.keys(loadModel("eks").operations),
  );
  await expect(document).toMatchFileSnapshot(path.resolve("docs/local-aws-operations.md"));
});
