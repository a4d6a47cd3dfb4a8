import { describe, expect, test } from "vitest";
import { ELSEWHERE, type Judge } from "../../../../commands/docs/elsewhere.ts";
import { evidence } from "../../../../commands/docs/evidence.ts";
import { versionCalendar } from "../../../../modules/aws/versions.ts";
import { knownRegions } from "../../../../modules/aws/zones.ts";
import { complete } from "../../../../modules/config/defaults/complete.ts";
import { NOT_PROVISIONED } from "../../../../modules/config/not-provisioned.ts";
import { PROBLEMS } from "../../../../modules/config/problems.ts";
import { PROFILES } from "../../../../modules/config/profile.ts";
import { rules } from "../../../../modules/config/rules/rules.ts";
import { type StackJson, synthFile } from "../../../support/synth-cluster.ts";

// Who judges in place of a rule of eksctl's must exist. No claim here is taken on trust.
const claims = <By extends Judge["by"]>(by: By) =>
  Object.entries(ELSEWHERE).filter(
    (entry): entry is [string, Extract<Judge, { by: By }>] => entry[1].by === by,
  );

test("a rule that is repeated here needs nobody else", () => {
  const codes = new Set(rules.map(({ code }) => Number(code.slice(3))));
  expect(Object.keys(ELSEWHERE).filter((number) => codes.has(Number(number.slice(1))))).toEqual([]);
});

test("codes of the shape are codes of reading a file", () => {
  const known = new Set<string>(Object.values(PROBLEMS).map(({ code }) => code));
  expect(claims("shape").flatMap(([, { codes }]) => codes.filter((code) => !known.has(code)))).toEqual([]);
});

test("codes of rules are codes of rules", () => {
  const known = new Set(rules.map(({ code }) => code));
  expect(claims("rule").flatMap(([, { codes }]) => codes.filter((code) => !known.has(code)))).toEqual([]);
});

describe("what synth is said to refuse", () => {
  const named = [...new Set(claims("notProvisioned").flatMap(([, { fields }]) => fields))];

  test.for(named)("%s is not provisioned", (field) => {
    expect(NOT_PROVISIONED.map((gap) => gap.field)).toContain(field);
  });

  test.for(named)("%s is refused in all its parts, as the probe found", (field) => {
    const parts = evidence().verdicts.filter(
      (verdict) =>
        verdict.field === field ||
        verdict.field.startsWith(`${field}.`) ||
        verdict.field.startsWith(`${field}[]`),
    );
    expect(parts.length).toBeGreaterThan(0);
    expect(parts.filter(({ fate }) => fate !== "not yet")).toEqual([]);
  });
});

describe("what defaults are said to get right", () => {
  const shown: Readonly<Record<string, () => void>> = {
    V16: () => {
      const known = versionCalendar().map(({ version }) => version);
      for (const word of [undefined, "", "auto", "latest"])
        for (const profile of PROFILES)
          expect(known).toContain(
            complete({ metadata: { ...(word !== undefined && { version: word }) } }, profile).metadata
              .version,
          );
    },
    V52: () => {
      for (const region of knownRegions())
        for (const profile of PROFILES)
          expect(
            complete({ metadata: { region } }, profile).eksplan.zones.length,
            region,
          ).toBeGreaterThanOrEqual(2);
    },
  };

  test("is shown for each", () => {
    expect(claims("default").map(([number]) => number)).toEqual(Object.keys(shown));
  });

  test.for(Object.entries(shown))("%s", ([, show]) => show());
});

test("addresses are in the stack of every file", () => {
  const { resource, data = {} } = synthFile("examples/minimal.yaml");
  const has = (address: string) => {
    const [section, [type = "", name = ""]] = address.startsWith("data.")
      ? [data as StackJson["resource"], address.slice("data.".length).split(".")]
      : [resource, address.split(".")];
    return section[type]?.[name] !== undefined;
  };
  const addresses = [...claims("provider"), ...claims("apply")].map(([, { address }]) => address);
  expect(addresses.filter((address) => !has(address))).toEqual([]);
});
