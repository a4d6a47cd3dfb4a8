import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { judge } from "../../../../modules/config/judge.ts";
import { joinFlows } from "../../../../modules/config/yaml/join-flows.ts";
import { readYaml } from "../../../../modules/config/yaml/read.ts";

const POLICY = `attachPolicy: {
  "Version": "2012-10-17", # of the language
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["s3:GetObject",
        "s3:ListBucket"],
      "Resource": "a # b [ {"
    }
  ]
}
text: |
  { [
after: c [d`;

describe("a closing bracket at the indentation of its key", () => {
  test.for([
    "a:\n  b: [\n    1,\n    2\n  ]\nc: 1\n",
    "a: [\n  1\n]\nb: 2\n",
    'a:\n  b: {\n    "x": 1\n  }\nc: 1\n',
    'a:\n- b: {\n    "x": [\n      1\n    ]\n  }\n  c: 1\n',
    "a: [\r\n  1\r\n]\r\nb: 2\r\n",
    POLICY,
  ])("is read: %j", (text) => {
    const { source, problems } = readYaml(text);
    expect(problems).toEqual([]);
    expect(JSON.parse(JSON.stringify(source?.value))).toEqual(parse(text));
  });

  test("keeps every offset", () => {
    const joined = joinFlows(POLICY)!;
    expect(joined).toHaveLength(POLICY.length);
    for (const word of ['"Version"', '"s3:ListBucket"', '"a # b [ {"', "text: |\n  { [", "after: c [d"])
      expect(joined.indexOf(word)).toBe(POLICY.indexOf(word));
    expect(joined).not.toContain("of the language");
  });

  test("keeps line and column of mistakes, in the brackets and after them", () => {
    const text = `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: {
  name: shop,
  regoin: eu-central-1
}
managedNodeGroups:
- name: a
  minsize: 2
`;
    const { issues } = judge(text, "shop.yaml");
    const places = issues.map(({ line, column, path }) => [path.join("."), line, column]);
    expect(places).toContainEqual(["metadata.regoin", 5, 3]);
    expect(places).toContainEqual(["managedNodeGroups.0.minsize", 9, 3]);
  });

  test("does not hide a bracket that is missing", () => {
    expect(readYaml("a: [\n  1\nb: 2\n").problems).toMatchObject([{ kind: "syntax" }]);
    expect(readYaml("a: [\n  1\n]]\nb: 2\n").problems).toMatchObject([{ kind: "syntax" }]);
  });
});
