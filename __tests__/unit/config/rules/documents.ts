import fc from "fast-check";
import { type Field, fields } from "../../../../modules/config/fields.ts";
import { documentWith } from "../../../support/field-sample.ts";

export type Json = string | number | boolean | readonly Json[] | { readonly [key: string]: Json };

const FIELDS = fields().filter(({ kind }) => kind !== "block");

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

function valuesFor({ kind, of, path }: Field): fc.Arbitrary<Json> {
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
export const documents = fc
  .array(
    fc
      .constantFrom(...FIELDS)
      .chain((field) => valuesFor(field).map((value) => documentWith(field, value).document as Json)),
    { minLength: 1, maxLength: 12 },
  )
  .map((parts) =>
    parts.reduce(merge, {
      apiVersion: "eksctl.io/v1alpha5",
      kind: "ClusterConfig",
      metadata: { name: "demo", region: "eu-central-1" },
    } as Json),
  );
