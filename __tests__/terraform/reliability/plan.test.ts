import { startLocalAws } from "@eksplan/local-aws";
import { isMutating } from "@eksplan/local-aws/faults";
import { expect, test } from "vitest";
import { ACCOUNT, smallCluster, terraformFor } from "../../support/small-cluster.ts";
import { describeWithTerraform, scratchFolder } from "../../support/terraform.ts";

const NAME = "refused";
const REGION = "us-east-1";

/** Terraform draws a frame around what it has to say, and breaks lines. */
const unframed = (text: string): string => text.replaceAll(/\s*\n[│\s]*/g, " ");

describeWithTerraform("a plan is refused", () => {
  test("T-01, T-12: for a zone without control planes, and for an access entry of who creates the cluster", async () => {
    await using aws = await startLocalAws({ speed: 1000 });
    using folder = scratchFolder(NAME);
    const zones = aws.world
      .context(ACCOUNT, REGION)
      .transact(({ invoke }) => invoke("ec2", "DescribeAvailabilityZones", {}).AvailabilityZones ?? []);
    const bad = zones.find(({ ZoneId }) => ZoneId === "use1-az3")?.ZoneName ?? "";
    const good = zones.flatMap(({ ZoneName = "" }) => (ZoneName === bad ? [] : [ZoneName]));
    const me = `arn:aws:iam::${ACCOUNT}:user/local`;
    const cluster = smallCluster(NAME);
    const file = {
      ...cluster,
      metadata: { ...cluster.metadata, region: REGION },
      availabilityZones: [good[0], bad],
      accessConfig: {
        bootstrapClusterCreatorAdminPermissions: true,
        accessEntries: [{ principalARN: me, kubernetesGroups: ["admins"] }],
      },
    };

    const both = await (await terraformFor(file, folder.path, aws.environment(ACCOUNT))).attempt(
      "plan",
      "-input=false",
    );
    expect(both.code).toBe(1);
    const said = unframed(both.stderr);
    expect(said).toContain(`Of the zones ${good[0]}, ${bad} one is use1-az3 in this account`);
    expect(said).toContain(`${bad} = use1-az3`);
    expect(said).toContain("name other zones in availabilityZones");
    expect(said).toContain(`${me} is who runs Terraform now`);
    expect(said).toContain("Set accessConfig.bootstrapClusterCreatorAdminPermissions to false");
    expect(aws.leftovers(ACCOUNT)).toEqual([]);

    const mended = await terraformFor(
      {
        ...file,
        availabilityZones: good.slice(0, 2),
        accessConfig: { ...file.accessConfig, bootstrapClusterCreatorAdminPermissions: false },
      },
      folder.path,
      aws.environment(ACCOUNT),
    );
    const plan = () => mended.run("plan", "-input=false", "-no-color");
    const changes = (text: string) => text.slice(text.indexOf("Terraform will perform"));
    const first = changes(await plan());
    expect(first).toContain("to add");
    expect(changes(await plan())).toBe(first);
    expect(aws.journal().filter(({ operation }) => isMutating(operation))).toEqual([]);
    expect(aws.problems()).toEqual([]);
  });
});
