import { expect, test } from "vitest";
import { formatGithub, formatIssues, formatJson } from "../format.ts";
import { formatPath, type Issue } from "../issue.ts";

const issue: Issue = {
  code: "EKS0190",
  severity: "error",
  file: "clusters/demo.yaml",
  line: 14,
  column: 17,
  path: ["managedNodeGroups", 0, "minSize"],
  message: "5 is greater than maxSize 3; lower it",
};
const warning: Issue = { ...issue, severity: "warning", path: [], message: "100 %\nodd" };

test("an error is one line with its place", () => {
  expect(formatIssues([issue])).toBe(
    "clusters/demo.yaml:14:17 managedNodeGroups[0].minSize: 5 is greater than maxSize 3; lower it [EKS0190]",
  );
});

test("a warning says that it is one", () => {
  expect(formatIssues([warning])).toContain("clusters/demo.yaml:14:17 warning: ");
});

test("colours are used only when asked for", () => {
  const escapeCode = "\u001b[";
  expect(formatIssues([issue, warning])).not.toContain(escapeCode);
  expect(formatIssues([issue, warning], { color: true })).toContain(escapeCode);
});

test("JSON is one array with the path as text", () => {
  expect(JSON.parse(formatJson([issue]))).toEqual([{ ...issue, path: "managedNodeGroups[0].minSize" }]);
  expect(formatJson([])).toBe("[]");
});

test("annotations escape what GitHub would read as its own", () => {
  expect(formatGithub([{ ...warning, file: "a,b:c.yaml" }])).toBe(
    "::warning file=a%2Cb%3Ac.yaml,line=14,col=17,title=EKS0190::100 %25%0Aodd",
  );
});

test.for([
  [[], ""],
  [["vpc", "cidr"], "vpc.cidr"],
  [["a", 0, 1, "b"], "a[0][1].b"],
  [["labels", "example.com/team"], 'labels["example.com/team"]'],
] as const)("%j is written %s", ([path, text]) => {
  expect(formatPath(path)).toBe(text);
});
