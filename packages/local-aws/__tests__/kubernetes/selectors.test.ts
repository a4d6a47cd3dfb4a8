import { describe, expect, test } from "vitest";
import { Failure } from "../../kubernetes/failure.ts";
import { labelSelectorTest, parseFieldSelector, parseLabelSelector } from "../../kubernetes/selectors.ts";

const labels = { app: "web", tier: "front", "app.kubernetes.io/name": "x" };

describe("label selectors", () => {
  test.for<[string, boolean]>([
    ["", true],
    ["app=web", true],
    ["app==web", true],
    ["app=api", false],
    ["app!=api", true],
    ["missing!=x", true],
    ["app in (web, api)", true],
    ["app notin (web)", false],
    ["missing notin (web)", true],
    ["app", true],
    ["!app", false],
    ["!missing,tier in (front,back),app.kubernetes.io/name=x", true],
    ["app=web,tier=back", false],
  ])("%s", ([text, expected]) => {
    expect(parseLabelSelector(text)(labels)).toBe(expected);
  });

  test.for(["app=web=api", "(x)", "a b"])("%s is refused", (text) => {
    expect(() => parseLabelSelector(text)).toThrow(Failure);
  });

  test.for<[object | undefined, boolean]>([
    [undefined, false],
    [{}, true],
    [{ matchLabels: { app: "web" } }, true],
    [{ matchExpressions: [{ key: "tier", operator: "NotIn", values: ["back"] }] }, true],
    [{ matchLabels: { app: "web" }, matchExpressions: [{ key: "tier", operator: "DoesNotExist" }] }, false],
  ])("object %j", ([selector, expected]) => {
    expect(labelSelectorTest(selector)(labels)).toBe(expected);
  });
});

describe("field selectors", () => {
  const pod = {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "a", namespace: "b" },
    spec: { nodeName: "n" },
    status: { phase: "Running" },
  };
  test.for<[string, boolean]>([
    ["metadata.name=a", true],
    ["metadata.name==a,metadata.namespace!=c", true],
    ["spec.nodeName=", false],
    ["spec.missing=", true],
    ["status.phase!=Running", false],
  ])("%s", ([text, expected]) => {
    expect(parseFieldSelector(text)(pod)).toBe(expected);
  });
});
