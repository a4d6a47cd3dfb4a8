import { expect, test } from "vitest";
import { compareVersions } from "../../../../commands/pin/finding.ts";
import { choose } from "../../../../commands/pin/versions.ts";

const offered = [
  { version: "v1.9.0-eksbuild.2", isDefault: false },
  { version: "v1.10.0-eksbuild.9", isDefault: true },
  { version: "v1.10.0-eksbuild.10", isDefault: false },
];

test.for<readonly [given: string, update: boolean, wanted: string | undefined]>([
  ["", false, "v1.10.0-eksbuild.9"],
  ["latest", false, "v1.10.0-eksbuild.10"],
  ["latest", true, "v1.10.0-eksbuild.10"],
  ["v1.9", false, "v1.9.0-eksbuild.2"],
  ["1.10", false, "v1.10.0-eksbuild.10"],
  ["v1.9.0-eksbuild.2", false, "v1.9.0-eksbuild.2"],
  ["v1.9.0-eksbuild.2", true, "v1.10.0-eksbuild.9"],
  ["v1.10.0-eksbuild.10", true, "v1.10.0-eksbuild.10"],
  ["v1.8.0-eksbuild.1", false, undefined],
  ["v1.8.0-eksbuild.1", true, "v1.10.0-eksbuild.9"],
])("an add-on version %j with update %s becomes %s", ([given, update, wanted]) => {
  expect(choose(given, offered, update)).toBe(wanted);
});

test("versions are ordered by their numbers", () => {
  const sorted = ["v1.10.0-eksbuild.10", "1.9", "v1.10.0-eksbuild.9", "v1.10.0"].sort(compareVersions);
  expect(sorted).toEqual(["1.9", "v1.10.0", "v1.10.0-eksbuild.9", "v1.10.0-eksbuild.10"]);
});
