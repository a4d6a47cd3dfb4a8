import fc from "fast-check";
import { expect, test } from "vitest";
import { type Field, fields } from "../../../../modules/config/fields.ts";
import type { FieldPath } from "../../../../modules/config/issue.ts";
import { judge } from "../../../../modules/config/judge.ts";
import { PROFILES } from "../../../../modules/config/profile.ts";
import { rules } from "../../../../modules/config/rules/rules.ts";
import { documentWith } from "../../../support/field-sample.ts";
import { NOW } from "./cases.ts";

type Json = string | number | boolean | readonly Json[] | { readonly [key: string]: Json };

const FIELDS = fields().filter(({ kind }) => kind !== "block");
const CODES = new Set(rules.map(({ code }) => code));

/** Words that some rule or other looks for, and some that none expects. */
const WORDS = [
  ...[
    "",
    "x",
    "a b",
    "-",
    "1",
    "v1.2.3",
    "IPv6",
    "API",
    "CONFIG_MAP",
    "ira",
    "eks-a",
    "mixed",
    "m5.large",
    "t3.micro",
  ],
  ...[
    "m6g.large",
    "zz.top",
    "gp2",
    "io1",
    "Bottlerocket",
    "AmazonLinux2",
    "WindowsServer2022FullContainer",
    "ami-1",
  ],
  ...[
    "arn:aws:iam::111122223333:role/a",
    "arn:aws:outposts:eu-central-1:1:outpost/op-1",
    "10.0.0.5/16",
    "2001:db8::/32",
  ],
  ...[
    "vpc-cni",
    "coredns",
    "eks-pod-identity-agent",
    "eu-central-1a",
    "us-west-2-lax-1a",
    "all",
    "1.20",
    "1.36",
    "2.0",
  ],
];
const word = fc.constantFrom(...WORDS);
const range = fc.constantFrom("10.0.0.0/16", "10.0.0.5/15", "2001:db8::/32", "0.0.0.0/0");
const number = fc.constantFrom(-1, 0, 1, 2, 3, 30, 99, 100, 86_399, 1_000_000);

function valueOf({ kind, of, path }: Field): fc.Arbitrary<Json> {
  const simple: fc.Arbitrary<Json> = /cidr$/.test(path) ? range : word;
  switch (kind) {
    case "whole":
      return number;
    case "decimal":
      return number;
    case "flag":
      return fc.boolean();
    case "list":
      return of === "text" ? fc.array(simple, { maxLength: 3 }) : fc.constantFrom([], [{}], [{}, {}]);
    case "map":
      return of === "text" ? fc.dictionary(word, word, { maxKeys: 2 }) : fc.constant({});
    case "list or map":
      return fc.constantFrom([], [{ key: "a", effect: "No" }], { a: "b:NoSchedule", "": "c" });
    case "document":
      return fc.constantFrom({}, { kubernetes: { "max-pods": 1 } }, { maxPods: "a", kind: "b" });
    default:
      return simple;
  }
}

function merge(a: Json, b: Json): Json {
  if (Array.isArray(a) && Array.isArray(b))
    return Array.from({ length: Math.max(a.length, b.length) }, (_, index) => mergeItem(a[index], b[index]));
  if (isMap(a) && isMap(b))
    return Object.fromEntries(
      [...new Set([...Object.keys(a), ...Object.keys(b)])].map((key) => [key, mergeItem(a[key], b[key])]),
    );
  return b;
}
const mergeItem = (a: Json | undefined, b: Json | undefined): Json =>
  a === undefined ? (b ?? "") : b === undefined ? a : merge(a, b);
const isMap = (value: Json): value is { readonly [key: string]: Json } =>
  typeof value === "object" && !Array.isArray(value);

/** Documents of the right shape with several fields of the format. */
const documents = fc
  .array(
    fc
      .constantFrom(...FIELDS)
      .chain((field) => valueOf(field).map((value) => documentWith(field, value).document as Json)),
    { minLength: 1, maxLength: 12 },
  )
  .map((parts) =>
    parts.reduce(merge, {
      apiVersion: "eksctl.io/v1alpha5",
      kind: "ClusterConfig",
      metadata: { name: "demo", region: "eu-central-1" },
    } as Json),
  );

/** How the text goes on at the nearest thing on the path that the document has. */
function beginnings(document: Json, path: FieldPath): readonly string[] {
  let content: Json = document;
  let found: readonly string[] = ["{"];
  for (const step of path) {
    const inner = (content as { readonly [key: string | number]: Json | undefined })[step];
    if (inner === undefined || typeof content !== "object") return found;
    const key = typeof step === "number" ? [] : [`${JSON.stringify(step)}:`];
    found = [...key, JSON.stringify(inner, null, 1).split("\n")[0] ?? ""];
    content = inner;
  }
  return found;
}

test("what a rule finds is in the file, at the key or value that it names", () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(documents, fc.constantFrom(...PROFILES), (document, profile) => {
      const yaml = JSON.stringify(document, null, 1);
      const lines = yaml.split("\n");
      for (const { code, line, column, path, message } of judge(yaml, "a.yaml", { profile, now: NOW })
        .issues) {
        if (!CODES.has(code)) continue;
        seen.add(code);
        const rest = lines[line - 1]?.slice(column - 1) ?? "";
        expect(
          beginnings(document, path).some((beginning) => rest.startsWith(beginning)),
          `${code} ${path.join(".")} at ${line}:${column}: ${rest}`,
        ).toBe(true);
        expect(message).not.toMatch(/undefined|NaN|\[object/);
      }
    }),
    { numRuns: 600, seed: 5 },
  );
  // The documents must not be so dull that nothing is found.
  expect(seen.size).toBeGreaterThan(100);
});
