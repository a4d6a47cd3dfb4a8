import { expect, test } from "vitest";
import { type Change, EditError, edit } from "../../../../commands/pin/edit.ts";

const version: Change = { path: ["metadata", "version"], value: "1.35", after: ["name"] };
const addon: Change = { path: ["addons", 0, "version"], value: "v1.2.3-eksbuild.1", after: ["name"] };
const zones: Change = { path: ["metadata", "annotations", "eksplan.dev/zone-ids"], value: "a, b" };
const types: Change = {
  path: ["groups", 0, "instanceTypes"],
  value: ["m6i.large", "m7i.large"],
  replaces: "instanceSelector",
};

test.for<readonly [string, string, readonly Change[], string]>([
  [
    "a quoted value keeps its quotes and its comment",
    "metadata: # m\n  version: 'auto'   # v\n",
    [version],
    "metadata: # m\n  version: '1.35'   # v\n",
  ],
  ["a number is quoted", "metadata:\n  version: auto\n", [version], 'metadata:\n  version: "1.35"\n'],
  [
    "a key without a value gets one",
    "metadata:\n  version:\n  name: x\n",
    [version],
    'metadata:\n  version: "1.35"\n  name: x\n',
  ],
  [
    "a new key goes behind the one named, below its comment",
    "metadata:\n    name: x # y\n    # z\n    region: r\n",
    [version],
    'metadata:\n    name: x # y\n    version: "1.35"\n    # z\n    region: r\n',
  ],
  [
    "a new key goes first when the one named is missing",
    "addons:\n- wellKnownPolicies: {}\n  x: y\n",
    [addon],
    "addons:\n- version: v1.2.3-eksbuild.1\n  wellKnownPolicies: {}\n  x: y\n",
  ],
  [
    "a flow map stays one",
    "addons: [{name: a,  x: [ 1,2 ]}] # c\n",
    [addon],
    "addons: [{name: a,  x: [ 1,2 ], version: v1.2.3-eksbuild.1}] # c\n",
  ],
  [
    "JSON stays JSON",
    '{"metadata": {"name": "x"}, "addons": [{"name": "a"}]}',
    [version, zones, addon],
    '{"metadata": {"name": "x", "version": "1.35", "annotations": {"eksplan.dev/zone-ids": "a, b"}}, "addons": [{"name": "a", "version": "v1.2.3-eksbuild.1"}]}',
  ],
  [
    "lines end as they did, also without one at the end",
    "metadata:\r\n  name: x",
    [version, zones],
    'metadata:\r\n  annotations:\r\n    eksplan.dev/zone-ids: "a, b"\r\n  name: x\r\n  version: "1.35"',
  ],
  [
    "an empty map is filled",
    "metadata:\n  annotations: {}\n  name: x\n",
    [zones],
    'metadata:\n  annotations: {eksplan.dev/zone-ids: "a, b"}\n  name: x\n',
  ],
  [
    "other annotations stay below",
    "metadata:\n  annotations:\n    # why\n    b: c\n",
    [zones],
    'metadata:\n  annotations:\n    # why\n    eksplan.dev/zone-ids: "a, b"\n    b: c\n',
  ],
  [
    "a replaced key stays as a comment",
    "groups:\n- instanceSelector: {vCPUs: 2} # two\n  name: a\n",
    [types],
    "groups:\n- instanceTypes: [m6i.large, m7i.large]\n  # instanceSelector: {vCPUs: 2} # two\n  name: a\n",
  ],
  [
    "an alias gives way to the value, its anchor stays",
    "x: &v auto\nmetadata: {version: *v, name: b}\n",
    [version],
    'x: &v auto\nmetadata: {version: "1.35", name: b}\n',
  ],
  [
    "an anchor that is shared on purpose is changed once",
    "addons:\n- &a {name: a}\n- *a\n",
    [addon, { ...addon, path: ["addons", 1, "version"] }],
    "addons:\n- &a {name: a, version: v1.2.3-eksbuild.1}\n- *a\n",
  ],
  [
    "a merged map is no obstacle",
    "base: &b {x: 1}\naddons:\n- name: a\n  <<: *b\n",
    [addon],
    "base: &b {x: 1}\naddons:\n- name: a\n  version: v1.2.3-eksbuild.1\n  <<: *b\n",
  ],
])("%s", ([, before, changes, after]) => {
  expect(edit(before, changes)).toBe(after);
});

test.for([
  ["a value whose anchor is used elsewhere", "metadata: {version: &v auto}\nx: *v\n"],
  ["a map that is shared", "x: &m {name: a}\nmetadata: *m\n"],
  ["a text where a map belongs", "metadata: x\n"],
])("%s is refused, not half changed", ([, text]) => {
  expect(() => edit(text!, [version])).toThrow(EditError);
});
