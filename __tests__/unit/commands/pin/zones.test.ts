import { expect, test } from "vitest";
import type { Questions } from "../../../../commands/pin/questions.ts";
import { pinZones } from "../../../../commands/pin/zones.ts";
import { judge } from "../../../../modules/config/judge.ts";

const unasked = () => {
  throw new Error("not asked");
};

/** The zones of an account, each by its id; names are given out in the order of the ids. */
function pinning(ids: readonly string[], region: string, more = "") {
  const { completed, given, issues } = judge(
    `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: {name: a, region: ${region}}
vpc: {publicAccessCIDRs: [198.18.0.0/24]}
${more}`,
    "a.yaml",
  );
  if (completed === undefined || given === undefined) throw new Error(JSON.stringify(issues));
  const questions: Questions = {
    zones: async () => ids.map((id, index) => ({ id, name: `${region}${"abcdef"[index]}` })),
    clusterVersions: unasked,
    addonVersions: unasked,
    parameters: unasked,
    offerings: unasked,
  };
  return { cluster: { file: "a.yaml", completed, given }, questions, update: false };
}

const written = async (...given: Parameters<typeof pinning>) =>
  (await pinZones(pinning(...given))).findings.map(({ value }) => value);

test("the zones are those that eksplan chooses", async () => {
  const ids = ["use1-az6", "use1-az5", "use1-az4", "use1-az3", "use1-az2", "use1-az1"];
  const { cluster } = pinning(ids, "us-east-1");
  const chosen = cluster.completed.eksplan.zones.map(({ id }) => id).join(", ");
  expect(await written(ids, "us-east-1")).toEqual([chosen]);
});

test("a zone that this account lacks is replaced by the next, never by one without a control plane", async () => {
  expect(await written(["use1-az6", "use1-az3", "use1-az1"], "us-east-1")).toEqual(["use1-az1, use1-az6"]);
});

test("an account with one usable zone is refused", async () => {
  await expect(written(["use1-az3", "use1-az1"], "us-east-1")).rejects.toThrow("EKS needs two");
});

test("zones that the file names by id must exist", async () => {
  const more =
    'metadata: {name: a, region: eu-central-1, annotations: {eksplan.dev/zone-ids: "euc1-az1, euc1-az8"}}';
  const file = pinning(["euc1-az1", "euc1-az2"], "eu-central-1");
  const { completed, given } = judge(
    `apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nvpc: {publicAccessCIDRs: [198.18.0.0/24]}\n${more}\n`,
    "a.yaml",
  );
  await expect(
    pinZones({ ...file, cluster: { file: "a.yaml", completed: completed!, given: given! } }),
  ).rejects.toThrow(
    'metadata.annotations["eksplan.dev/zone-ids"]: euc1-az8 is no zone of this account; it has euc1-az1, euc1-az2',
  );
});
