import { setTimeout as sleep } from "node:timers/promises";
import { type LocalAws, startLocalAws } from "@eksplan/local-aws";
import { networkInterfaces } from "@eksplan/local-aws/services/ec2/network-interface/kind";
import { afterAll, beforeAll, expect, test } from "vitest";
import { callEndpoint } from "../../../packages/local-aws/__tests__/kubernetes/support.ts";
import { ACCOUNT, REGION, smallCluster, terraformFor } from "../../support/small-cluster.ts";
import { describeWithTerraform, scratchFolder, type Terraform } from "../../support/terraform.ts";

const NAME = "deletion";

/** What workloads and their controllers need until the last of them is gone. */
const NEEDED = ["Cluster", "Nodegroup", "Addon", "AccessEntry", "NatGateway", "Route", "Subnet", "Vpc"];

/** One cluster; each case tries to destroy it and is refused, the last one succeeds. */
describeWithTerraform("destroying a cluster", () => {
  const folder = scratchFolder(NAME);
  let aws: LocalAws;
  let terraform: Terraform;

  beforeAll(async () => {
    aws = await startLocalAws({ speed: 1000 });
    terraform = await terraformFor(smallCluster(NAME), folder.path, {
      ...aws.environment(ACCOUNT),
      // Nobody waits a quarter of an hour for what a test holds.
      EKS_BOOTSTRAP_UNDO_SECONDS: "6",
    });
    await terraform.run("apply", "-input=false", "-auto-approve");
  });
  afterAll(async () => {
    await aws.close();
    folder[Symbol.dispose]();
  });

  const inAccount = <R>(work: (context: ReturnType<LocalAws["world"]["context"]>) => R): R =>
    aws.world.context(ACCOUNT, REGION).transact(work);
  const cluster = () => inAccount(({ invoke }) => invoke("eks", "DescribeCluster", { name: NAME }).cluster!);
  const deleted = () => aws.journal().filter(({ operation }) => /^(Delete|Terminate)/.test(operation));

  const neededButDeleted = () =>
    deleted().filter(({ operation }) => NEEDED.includes(operation.replace(/^[A-Z][a-z]+/, "")));

  async function kubernetes(method: string, place: string, body?: unknown, type?: string) {
    const { endpoint = "", certificateAuthority } = cluster();
    const at = { endpoint, certificateAuthorityData: certificateAuthority?.data ?? "" };
    const reply = await callEndpoint(at, method, place, {
      as: ACCOUNT,
      ...(body !== undefined && { body }),
      ...(type !== undefined && { type }),
    });
    expect(reply.status, `${method} ${place}: ${reply.text}`).toBeLessThan(300);
    return reply.body;
  }

  test("T-34: stops at the deadline while a load balancer stays, and has destroyed nothing by then", async () => {
    const service = (name: string, finalizers: readonly string[]) => ({
      apiVersion: "v1",
      kind: "Service",
      metadata: { name, finalizers },
      spec: { type: "LoadBalancer", selector: { app: "x" }, ports: [{ port: 80 }] },
    });
    await kubernetes("POST", "/api/v1/namespaces/default/services", service("quick", []));
    await kubernetes(
      "POST",
      "/api/v1/namespaces/default/services",
      service("stuck", ["elbv2.k8s.aws/resources"]),
    );
    const { code, stdout, stderr } = await terraform.attempt("destroy", "-input=false", "-auto-approve");
    expect(code).toBe(1);
    expect(stdout).toContain("deleting Service/default/quick");
    expect(stdout).toContain("Service default/stuck is still there after 6 s");
    expect(stdout).toContain("fix the cause and destroy again");
    expect(stderr).toContain("local-exec provisioner error");
    expect(neededButDeleted()).toEqual([]);
    const { items } = await kubernetes("GET", "/api/v1/services?limit=50");
    const names = items.map(({ metadata }: { metadata: { name: string } }) => metadata.name);
    expect(names).toContain("stuck");
    expect(names).not.toContain("quick");
  });

  test("T-32: is refused at once while there is a node group of somebody else, which is named", async () => {
    inAccount(({ invoke }) => {
      const [ours = ""] = invoke("eks", "ListNodegroups", { clusterName: NAME }).nodegroups ?? [];
      const { nodegroup } = invoke("eks", "DescribeNodegroup", { clusterName: NAME, nodegroupName: ours });
      invoke("eks", "CreateNodegroup", {
        clusterName: NAME,
        nodegroupName: "manual",
        nodeRole: nodegroup!.nodeRole!,
        subnets: nodegroup!.subnets!,
        scalingConfig: { minSize: 0, maxSize: 1, desiredSize: 0 },
      });
    });
    const { code, stdout } = await terraform.attempt("destroy", "-input=false", "-auto-approve");
    expect(code).toBe(1);
    expect(stdout).toContain("no stack has made: node group manual");
    expect(neededButDeleted()).toEqual([]);
    inAccount(({ invoke }) =>
      invoke("eks", "DeleteNodegroup", { clusterName: NAME, nodegroupName: "manual" }),
    );
  });

  test("T-33, T-34: left-over interfaces of this cluster go, others stay, and nothing is left", async () => {
    const [mine, old, theirs] = inAccount(({ invoke, use }) => {
      const [subnet = ""] = cluster().resourcesVpcConfig?.subnetIds ?? [];
      const create = (tags: Readonly<Record<string, string>>) => {
        const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
        const { NetworkInterface } = invoke("ec2", "CreateNetworkInterface", {
          SubnetId: subnet,
          Description: "aws-K8S-i-0123456789abcdef0",
          TagSpecifications: [{ ResourceType: "network-interface", Tags }],
        });
        const id = NetworkInterface?.NetworkInterfaceId ?? "";
        // Made by the CNI with the node's credentials, not by a service of AWS.
        use(networkInterfaces.collection).patch(id, { RequesterManaged: false });
        return id;
      };
      const instance = { "node.k8s.amazonaws.com/instance_id": "i-0123456789abcdef0" };
      return [
        create({ ...instance, "cluster.k8s.amazonaws.com/name": NAME }),
        create(instance),
        create({ ...instance, "cluster.k8s.amazonaws.com/name": "other" }),
      ] as const;
    });
    const destroy = terraform.start("destroy", "-input=false", "-auto-approve");
    // The controller has let go of its load balancer in the end.
    await sleep(2000);
    const patch = { metadata: { finalizers: null } };
    const place = "/api/v1/namespaces/default/services/stuck";
    await kubernetes("PATCH", place, patch, "application/merge-patch+json");
    const refused = await destroy.finished;
    const interfaces = deleted().filter(({ operation }) => operation === "DeleteNetworkInterface");
    expect(interfaces.map(({ input }) => input["NetworkInterfaceId"]).sort()).toEqual([mine, old].sort());
    // Its owner has to delete it, or the VPC can't go: that is told at once, and not by EC2 after 20 minutes.
    expect(refused.code).toBe(1);
    expect(refused.stdout).toContain(`network interface ${theirs} (aws-K8S-i-0123456789abcdef0)`);
    expect(deleted().map(({ operation }) => operation)).not.toContain("DeleteCluster");
    inAccount(({ invoke }) => invoke("ec2", "DeleteNetworkInterface", { NetworkInterfaceId: theirs }));
    const { code, stdout, stderr } = await terraform.attempt("destroy", "-input=false", "-auto-approve");
    expect(code, stdout + stderr).toBe(0);
    expect(aws.leftovers(ACCOUNT)).toEqual([]);
    expect(aws.problems()).toEqual([]);
  });

  test("interfaces go after the nodes and before the cluster", () => {
    const order = ["DeleteNodegroup", "DeleteNetworkInterface", "DeleteCluster", "DeleteSubnet"];
    const calls = deleted().map(({ operation }) => operation);
    const places = order.map((operation) => calls.lastIndexOf(operation));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places).not.toContain(-1);
  });
});
