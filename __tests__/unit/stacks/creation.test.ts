import { describe, expect, test } from "vitest";
import { zoneIdsOf, zonesWithoutControlPlane } from "../../../modules/aws/zones.ts";
import { complete } from "../../../modules/config/defaults/complete.ts";
import { specOf, synthFile, synthSpec } from "../../support/synth-cluster.ts";
import { CLUSTER_FILES } from "../../support/synthesize.ts";

/** Every resource of a type, without what Terraform only checks. */
const bodies = (document: ReturnType<typeof synthFile>, type: string) =>
  Object.values(document.resource[type] ?? {});

describe("what makes a creation go well", () => {
  test.for(["us-east-1", "us-west-1", "ca-central-1"])(
    "T-01: of %s only zones are chosen that hold a control plane, by id",
    (region) => {
      const file = { metadata: { name: "demo", region } };
      const { zones } = complete(
        { ...file, apiVersion: "eksctl.io/v1alpha5", kind: "ClusterConfig" },
        "secure",
      ).eksplan;
      const [refused = ""] = zonesWithoutControlPlane(region);
      expect(refused).toMatch(/-az\d$/);
      expect(zones.map(({ id }) => id)).toEqual(zoneIdsOf(region)?.slice(0, 3));
      expect(zones.map(({ id }) => id)).not.toContain(refused);
    },
  );

  test("T-01: zones that are named are looked up at plan, but only where there are refused ones", () => {
    const spec = specOf("clusters/demo.yaml");
    const { network } = spec;
    if (network.kind !== "created") throw new Error("the demo makes a VPC");
    const lookups = (region: string) => {
      const zone = (key: string) => ({ key, name: `${region}${key}` });
      const document = synthSpec({ ...spec, region, network: { ...network, zones: [zone("a"), zone("b")] } });
      return Object.keys(document.data?.["aws_availability_zones"] ?? {});
    };
    expect(lookups("us-east-1")).toEqual(["network_zones"]);
    expect(lookups("us-west-1")).toEqual(["network_zones"]);
    expect(lookups("eu-central-1")).toEqual([]);
  });

  test.for(CLUSTER_FILES)("T-14: nothing that %s makes depends on who runs Terraform", (file) => {
    const withoutChecks = JSON.stringify(synthFile(file).resource, (key, value) =>
      key === "precondition" ? undefined : value,
    );
    expect(withoutChecks).not.toMatch(/aws_caller_identity\.\w+\.(?:arn|user_id|id)\b/);
  });

  test("T-11: an add-on overwrites what is there when it is made, and leaves changes alone when it is updated", () => {
    const addons = bodies(synthFile("clusters/demo.yaml"), "aws_eks_addon");
    expect(addons.length).toBeGreaterThan(3);
    for (const addon of addons) {
      expect(addon["resolve_conflicts_on_create"]).toBe("OVERWRITE");
      expect(addon["resolve_conflicts_on_update"]).toBe("PRESERVE");
    }
  });

  test("X-3: what EKS never returns is ignored, so that an imported cluster is not replaced", () => {
    const [cluster] = bodies(synthFile("clusters/demo.yaml"), "aws_eks_cluster");
    expect(cluster?.["lifecycle"]).toMatchObject({
      ignore_changes: expect.arrayContaining([
        "bootstrap_self_managed_addons",
        "access_config[0].bootstrap_cluster_creator_admin_permissions",
      ]),
    });
  });

  test("T-12: an entry for the creator is checked only where the creator gets one", () => {
    const spec = specOf("examples/access.yaml");
    const checks = (creator: boolean) =>
      bodies(
        synthSpec({ ...spec, access: { ...spec.access, creatorIsAdmin: creator } }),
        "aws_eks_access_entry",
      ).filter((entry) => JSON.stringify(entry).includes("precondition")).length;
    expect(checks(true)).toBe(spec.access.entries.length);
    expect(checks(false)).toBe(0);
  });
});
