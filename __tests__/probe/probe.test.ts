import { beforeAll, describe, expect, test } from "vitest";
import { type Field, fields } from "../../modules/config/fields.ts";
import { NOT_PROVISIONED, WITHOUT_EFFECT } from "../../modules/config/not-provisioned.ts";
import { EMPTY_IS_NOT_ABSENT, KNOWN_BUGS } from "./bugs.ts";
import { changedArguments } from "./changes.ts";
import { HALF_BUILT } from "./half-built.ts";
import { pipeline } from "./pipeline.ts";
import { ABSENT, type Content, covers, leaves } from "./probe.ts";
import { probeOf } from "./probes.ts";
import { reasonOf, recordOf } from "./record.ts";
import { SETTINGS } from "./settings.ts";
import { SURROUNDINGS } from "./surroundings.ts";
import { type Verdict, verdictOf } from "./verdict.ts";

// Two values of every field go the whole way to Terraform JSON. README.md beside this file says what may come out.
const ALL = fields();
const LEAVES = leaves(ALL);
const program = pipeline();
const verdicts = new Map<string, Verdict>();
const failures: string[] = [];

beforeAll(() => {
  for (const field of LEAVES) {
    try {
      verdicts.set(field.path, verdictOf(probeOf(field), program));
    } catch (error) {
      failures.push(`${field.path}: ${(error as Error).message}`);
    }
  }
  // Nothing that could hang, but much to compute: a busy machine takes many times as long.
}, 1_200_000);

const fieldsWith = (is: (verdict: Verdict, field: string) => boolean): readonly string[] =>
  [...verdicts].filter(([field, verdict]) => is(verdict, field)).map(([field]) => field);
const isNotYet = (verdict: Verdict): boolean =>
  verdict.kind === "refused"
    ? verdict.codes.includes("EKS0349")
    : verdict.kind === "changes" && verdict.refusesOthers;

describe("each field", () => {
  test("has a probe whose values are valid, or are refused for that field alone", () => {
    expect(failures).toEqual([]);
    expect(verdicts.size).toBe(LEAVES.length);
  });

  // `npx vitest run --project unit __tests__/probe --update=all` accepts a change; then `npm run docs`.
  test("does what is recorded", async () => {
    const lines = [...verdicts].map(([field, verdict]) => recordOf(field, verdict));
    await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot("verdicts.txt");
  });

  test("that is taken and changes nothing is in WITHOUT_EFFECT, with the reason", () => {
    expect(fieldsWith(({ kind }, field) => kind === "same" && reasonOf(field) === undefined)).toEqual([]);
  });
});

describe("the tables are true", () => {
  test("what is in WITHOUT_EFFECT has none", () => {
    const untrue = Object.keys(WITHOUT_EFFECT).filter(
      (entry) =>
        fieldsWith(
          (verdict, field) =>
            covers(entry, field) &&
            (verdict.kind === "same" ||
              isNotYet(verdict) ||
              (verdict.kind === "refused" && verdict.takesOne)),
        ).length === 0,
    );
    expect(untrue).toEqual([]);
    expect(
      fieldsWith(({ kind }, field) => kind === "changes" && reasonOf(field) !== undefined),
      "has an effect",
    ).toEqual([]);
  });

  test("what is in NOT_PROVISIONED is refused for that", () => {
    const refused = fieldsWith(isNotYet);
    expect(
      NOT_PROVISIONED.map(({ field }) => field).filter(
        (entry) => !refused.some((field) => covers(entry, field)),
      ),
    ).toEqual([]);
  });

  test("what is in NOT_PROVISIONED would change nothing, were it taken; or HALF_BUILT says why it isn't enough", () => {
    const built = fieldsWith((verdict) => verdict.kind === "refused" && verdict.would.length > 0);
    const isKnown = (field: string) => Object.keys(HALF_BUILT).some((entry) => covers(entry, field));
    expect(built.filter((field) => !isKnown(field))).toEqual([]);
    expect(
      Object.keys(HALF_BUILT).filter((entry) => !built.some((field) => covers(entry, field))),
      "is not built at all",
    ).toEqual([]);
  });

  test("all name fields of the schema", () => {
    const known = new Set(
      ALL.flatMap(({ path, kind }) => (kind.startsWith("list") ? [path, `${path}[]`] : [path])),
    );
    const named = [
      ...NOT_PROVISIONED.map(({ field }) => field),
      ...[WITHOUT_EFFECT, HALF_BUILT, SETTINGS, SURROUNDINGS, EMPTY_IS_NOT_ABSENT].flatMap(Object.keys),
    ];
    expect(named.filter((path) => !known.has(path))).toEqual([]);
  });
});

describe("bugs that are known", () => {
  test.for(KNOWN_BUGS.map((bug) => [`${bug.field}, when ${bug.when}`, bug] as const))("%s", ([, bug]) => {
    const field = LEAVES.find(({ path }) => path === bug.field)!;
    const found = () => verdictOf(probeOf(field, bug.settings), program);
    // If this fails, the bug is mended: take it out of bugs.ts.
    if (bug.today === "fails") expect(found).toThrow("this is a mistake of eksplan");
    else expect(found().kind).toBe(bug.today);
  });

  test("an empty value is as good as none", () => {
    const EMPTY: Readonly<Record<string, Content>> = { text: "", list: [], map: {}, document: {} };
    const differs = (field: Field, empty: Content): boolean => {
      const { first, without } = probeOf(field, { at: field.path, values: [empty, ABSENT] });
      try {
        const [given, silent] = [program.run(first), program.run(without)];
        return "json" in given && "json" in silent && changedArguments(silent.json, given.json).length > 0;
      } catch {
        return true;
      }
    };
    const differing = LEAVES.filter((field) => {
      const empty = EMPTY[field.kind];
      return empty !== undefined && verdicts.get(field.path)?.kind === "changes" && differs(field, empty);
    });
    expect(differing.map(({ path }) => path)).toEqual(Object.keys(EMPTY_IS_NOT_ABSENT));
  });
});
