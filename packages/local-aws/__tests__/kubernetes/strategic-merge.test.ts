import { describe, expect, test } from "vitest";
import { definitions } from "../../kubernetes/schema.ts";
import { jsonMerge, strategicMerge } from "../../kubernetes/strategic-merge.ts";

const pod = definitions()["io.k8s.api.core.v1.PodSpec"];
const meta = definitions()["io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta"];

describe("strategic merge", () => {
  test.for<[string, object, object, object]>([
    [
      "merges containers by name",
      {
        containers: [
          { name: "a", image: "1" },
          { name: "b", image: "1" },
        ],
      },
      { containers: [{ name: "b", image: "2" }] },
      {
        containers: [
          { name: "a", image: "1" },
          { name: "b", image: "2" },
        ],
      },
    ],
    [
      "adds containers that are new",
      { containers: [{ name: "a" }] },
      { containers: [{ name: "b" }] },
      { containers: [{ name: "a" }, { name: "b" }] },
    ],
    [
      "takes away by directive",
      { containers: [{ name: "a" }, { name: "b" }] },
      { containers: [{ name: "a", $patch: "delete" }] },
      { containers: [{ name: "b" }] },
    ],
    [
      "replaces by directive",
      { containers: [{ name: "a" }] },
      { containers: [{ name: "c" }, { $patch: "replace" }] },
      { containers: [{ name: "c" }] },
    ],
    [
      "orders by directive",
      { containers: [{ name: "a" }, { name: "b" }] },
      {
        containers: [{ name: "c" }],
        "$setElementOrder/containers": [{ name: "b" }, { name: "c" }, { name: "a" }],
      },
      { containers: [{ name: "b" }, { name: "c" }, { name: "a" }] },
    ],
    [
      "replaces lists without a merge key",
      { tolerations: [{ key: "a" }] },
      { tolerations: [{ key: "b" }] },
      { tolerations: [{ key: "b" }] },
    ],
    [
      "null takes a member away",
      { hostNetwork: true, nodeName: "x" },
      { hostNetwork: null },
      { nodeName: "x" },
    ],
    [
      "keeps only the named keys of a union",
      { volumes: [{ name: "v", emptyDir: {} }] },
      { volumes: [{ name: "v", $retainKeys: ["name", "hostPath"], hostPath: { path: "/x" } }] },
      { volumes: [{ name: "v", hostPath: { path: "/x" } }] },
    ],
  ])("%s", ([, live, patch, expected]) => {
    expect(strategicMerge(live as never, patch as never, pod)).toEqual(expected);
  });

  test("finalizers are merged as a set and taken away one by one", () => {
    expect(strategicMerge({ finalizers: ["a", "b"] }, { finalizers: ["b", "c"] }, meta)).toEqual({
      finalizers: ["a", "b", "c"],
    });
    expect(
      strategicMerge({ finalizers: ["a", "b"] }, { "$deleteFromPrimitiveList/finalizers": ["a"] }, meta),
    ).toEqual({ finalizers: ["b"] });
  });

  test("an item without its merge key is refused", () => {
    expect(() =>
      strategicMerge({ containers: [{ name: "a" }] }, { containers: [{ image: "x" }] }, pod),
    ).toThrow(/does not contain declared merge key: name/);
  });
});

// The examples of RFC 7396, appendix A.
test.for<[string, string, string]>([
  ['{"a":"b"}', '{"a":"c"}', '{"a":"c"}'],
  ['{"a":"b"}', '{"b":"c"}', '{"a":"b","b":"c"}'],
  ['{"a":"b"}', '{"a":null}', "{}"],
  ['{"a":["b"]}', '{"a":"c"}', '{"a":"c"}'],
  ['{"a":{"b":"c"}}', '{"a":{"b":"d","c":null}}', '{"a":{"b":"d"}}'],
  ['{"a":[{"b":"c"}]}', '{"a":[1]}', '{"a":[1]}'],
  ['["a","b"]', '["c","d"]', '["c","d"]'],
  ['{"e":null}', '{"a":1}', '{"e":null,"a":1}'],
  ["[1,2]", '{"a":"b","c":null}', '{"a":"b"}'],
  ["{}", '{"a":{"bb":{"ccc":null}}}', '{"a":{"bb":{}}}'],
])("JSON merge patch: %s with %s", ([live, patch, expected]) => {
  expect(jsonMerge(JSON.parse(live), JSON.parse(patch))).toEqual(JSON.parse(expected));
});
