import type { EksClusterConfig } from "@cdktf/provider-aws/lib/eks-cluster";
import { expect, test } from "vitest";
import { guards, passes, type RoleIdentity } from "../../../modules/control-plane/guards.ts";
import { at, ownCluster, ownStack, synthesized } from "../../support/own-stack.ts";

const KEY = "arn:aws:kms:eu-central-1:111122223333:key/1";
const OTHER_KEY = "arn:aws:kms:eu-central-1:111122223333:key/2";

interface File {
  readonly config?: Partial<EksClusterConfig>;
  readonly role?: RoleIdentity;
}

const guardsOf = ({ config = {}, role }: File) =>
  guards({
    config: {
      name: "shop",
      roleArn: "arn:aws:iam::111122223333:role/a",
      vpcConfig: { subnetIds: [] },
      ...config,
    },
    network: { vpcId: "vpc-1", ipFamily: "ipv4" },
    role,
  });

const version = (text: string): File => ({ config: { version: text } });
const mode = (authenticationMode: string): File => ({ config: { accessConfig: { authenticationMode } } });
const range: File = { config: { kubernetesNetworkConfig: { serviceIpv4Cidr: "10.100.0.0/16" } } };
const key: File = {
  config: { encryptionConfig: { resources: ["secrets"], provider: { keyArn: KEY } } },
};
const role: File = { role: { path: "/", name: "shop-cluster" } };

test.for<readonly [what: string, living: string, file: File, allowed: boolean]>([
  ["failed creation", "ACTIVE", {}, true],
  ["failed creation", "UPDATING", {}, true],
  ["failed creation", "FAILED", {}, false],
  ["Kubernetes version", "1.35", version("1.35"), true],
  ["Kubernetes version", "1.34", version("1.35"), true],
  ["Kubernetes version", "1.33", version("1.35"), false],
  ["Kubernetes version", "1.36", version("1.35"), false],
  ["service range", "10.100.0.0/16", range, true],
  ["service range", "172.20.0.0/16", range, false],
  ["IP family", "ipv4", {}, true],
  ["IP family", "ipv6", {}, false],
  ["VPC", "vpc-1", {}, true],
  ["VPC", "vpc-2", {}, false],
  ["key of Secrets", "", {}, true],
  ["key of Secrets", "", key, true],
  ["key of Secrets", KEY, key, true],
  ["key of Secrets", KEY, {}, false],
  ["key of Secrets", OTHER_KEY, key, false],
  ["key of Secrets", "created", key, false],
  ["authentication mode", "CONFIG_MAP", mode("CONFIG_MAP"), true],
  ["authentication mode", "CONFIG_MAP", mode("API_AND_CONFIG_MAP"), true],
  ["authentication mode", "CONFIG_MAP", mode("API"), false],
  ["authentication mode", "API_AND_CONFIG_MAP", mode("CONFIG_MAP"), false],
  ["authentication mode", "API_AND_CONFIG_MAP", mode("API"), true],
  ["authentication mode", "API", mode("API_AND_CONFIG_MAP"), false],
  ["authentication mode", "API", mode("CONFIG_MAP"), false],
  ["role", "arn:aws:iam::111122223333:role/a", {}, true],
  ["role", "arn:aws:iam::111122223333:role/b", {}, false],
  ["role", "/shop-cluster", role, true],
  ["role", "/mine", role, false],
  ["Outpost", "", {}, true],
  ["Outpost", "arn:aws:outposts:eu-central-1:111122223333:outpost/op-1", {}, false],
])("%s: a cluster that has %o", ([what, living, file, allowed]) => {
  const guard = guardsOf(file).find((one) => one.what === what)!;
  expect(passes(guard, living)).toBe(allowed);
  expect(guard.sentence(living)).toMatch(/^(The creation of cluster|Cluster) shop .*\.$/);
});

test("a file that leaves version, service range and authentication mode to EKS takes what there is", () => {
  const watched = guardsOf({}).map(({ what }) => what);
  expect(watched).not.toContain("Kubernetes version");
  expect(watched).not.toContain("service range");
  expect(watched).not.toContain("authentication mode");
});

const conditions = (json: ReturnType<typeof synthesized>) => {
  const { lifecycle } = at(json, "aws_eks_cluster.cluster") as {
    lifecycle: { precondition: readonly { readonly condition: string }[]; ignore_changes: readonly string[] };
  };
  return { text: lifecycle.precondition.map(({ condition }) => condition).join("\n"), ...lifecycle };
};

test("what a program overrides is what is compared, and its own lifecycle keeps the guards", () => {
  const stack = ownStack();
  ownCluster(stack, {
    override: {
      cluster: {
        kubernetesNetworkConfig: { serviceIpv4Cidr: "10.9.0.0/16" },
        lifecycle: { ignoreChanges: ["tags"] },
      },
      role: { path: "/teams/", name: "shop" },
    },
  });
  const { text, ignore_changes } = conditions(synthesized(stack));
  expect(text).toContain('contains(["10.9.0.0/16", ""], ');
  expect(text).toContain('contains(["/teams/shop"], ');
  expect(text).toContain('contains([aws_vpc.network_vpc.id, ""], ');
  expect(ignore_changes).toEqual(expect.arrayContaining(["tags", "role_arn"]));
});

test("a key is told by a tag: by its ARN, or as the one that is made with the cluster", () => {
  const tagsWith = (secretsKeyArn?: string) => {
    const stack = ownStack();
    ownCluster(stack, { secretsKeyArn, tags: { team: "a" } });
    return at(synthesized(stack), "aws_eks_cluster.cluster")["tags"];
  };
  expect(tagsWith()).toEqual({ Name: "own/cluster", team: "a" });
  expect(tagsWith(KEY)).toEqual({ Name: "own/cluster", team: "a", "eksplan.dev/secrets-key": KEY });
  expect(tagsWith("${aws_kms_key.mine.arn}")).toMatchObject({ "eksplan.dev/secrets-key": "created" });
});

test("where the cluster was made stays in the state, and is compared with where the program would make it", () => {
  const stack = ownStack();
  ownCluster(stack);
  const { input, lifecycle } = at(synthesized(stack), "terraform_data.cluster_origin") as {
    input: unknown;
    lifecycle: { ignore_changes: unknown; postcondition: readonly { readonly condition: string }[] };
  };
  expect(input).toEqual({
    account: "${data.aws_caller_identity.account.account_id}",
    region: "eu-central-1",
    name: "own",
    network: "created",
  });
  expect(lifecycle.ignore_changes).toEqual(["input"]);
  expect(lifecycle.postcondition.map(({ condition }) => condition)).toEqual([
    "${self.output.account == data.aws_caller_identity.account.account_id}",
    '${self.output.region == "eu-central-1"}',
    '${self.output.name == "own"}',
    '${self.output.network == "created"}',
  ]);
});
