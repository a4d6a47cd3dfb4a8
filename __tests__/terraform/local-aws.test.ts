import { copyFileSync } from "node:fs";
import path from "node:path";
import { startLocalAws } from "@eksplan/local-aws";
import { expect, test } from "vitest";
import { describeWithTerraform, isSlowWanted, SLOW, scratchFolder, Terraform } from "../support/terraform.ts";

describeWithTerraform("the local AWS under the real provider", () => {
  test.runIf(isSlowWanted)(
    `a whole cluster is created through faults, upgraded and destroyed, with empty plans between (${SLOW})`,
    async () => {
      await using aws = await startLocalAws({ speed: 500 });
      using folder = scratchFolder("whole-cluster");
      copyFileSync(
        path.resolve("__tests__/terraform/fixtures/whole-cluster.tf"),
        path.join(folder.path, "main.tf"),
      );
      const terraform = new Terraform(folder.path, {
        ...aws.environment(),
        TF_CLI_ARGS_init: "-backend=false",
      });
      await terraform.run("init", "-input=false");
      const count = (operation: string, status: number) =>
        aws.journal().filter((call) => call.operation === operation && call.status === status).length;

      aws.setFaults([
        {
          name: "IAM has not heard of the role yet",
          match: { operation: "CreateCluster" },
          do: {
            error: {
              code: "InvalidParameterException",
              message:
                "Role with arn: x, could not be assumed because it does not exist or the trusted entity is not correct",
            },
          },
        },
        { name: "lost answer", match: { operation: "CreateNodegroup" }, do: { drop: "after" } },
        { name: "throttled", match: { operation: "CreateAddon" }, nth: [1, 2], do: { throttle: true } },
      ]);
      await terraform.run("apply", "-input=false", "-auto-approve");
      expect([count("CreateCluster", 400), count("CreateCluster", 200)]).toEqual([1, 1]);
      // The second attempt carries the same token and gets the first one's answer.
      expect(
        aws
          .journal()
          .filter((call) => call.operation === "CreateNodegroup")
          .map(({ status, replayed }) => [status, replayed]),
      ).toEqual([
        [0, undefined],
        [200, true],
      ]);
      expect([count("CreateAddon", 429), count("CreateAddon", 200)]).toEqual([2, 6]);
      expect(await terraform.pendingChanges()).toBeUndefined();

      aws.setFaults([{ match: { operation: "UpdateClusterVersion" }, do: { drop: "after" } }]);
      await terraform.run("apply", "-input=false", "-auto-approve", "-var", "k8s=1.35");
      expect(
        await terraform.attempt("plan", "-input=false", "-detailed-exitcode", "-var", "k8s=1.35"),
      ).toMatchObject({ code: 0 });

      await terraform.run("destroy", "-input=false", "-auto-approve", "-var", "k8s=1.35");
      expect(aws.leftovers()).toEqual([]);
      expect([...aws.gaps()]).toEqual([]);
      expect(aws.problems()).toEqual([]);
    },
  );
});
