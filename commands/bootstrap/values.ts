import { spawnSync } from "node:child_process";
import type { Json } from "../../modules/bootstrap/ir.ts";

interface StateModule {
  readonly resources?: readonly {
    readonly address: string;
    readonly values?: Readonly<Record<string, unknown>>;
  }[];
}

/**
 * The values that Terraform gave the tasks, out of the state of a stack: what `apply` would read, without an apply.
 * @throws Error with Terraform's message, or when there is no cluster yet
 */
export function valuesFromState(folder: string): Readonly<Record<string, Json>> {
  const { status, stdout, stderr, error } = spawnSync("terraform", ["show", "-json"], {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: 1 << 30,
  });
  if (error !== undefined && (error as NodeJS.ErrnoException).code === "ENOENT")
    throw new Error(
      "terraform is not on the PATH; install it from https://developer.hashicorp.com/terraform/install",
    );
  if (status !== 0) throw new Error(`terraform show failed in ${folder}\n${stderr.trim()}`, { cause: error });
  const state = JSON.parse(stdout) as {
    readonly values?: {
      readonly root_module?: StateModule;
      readonly outputs?: Readonly<Record<string, { readonly value: Json }>>;
    };
  };
  const resources = state.values?.root_module?.resources ?? [];
  const cluster = resources.find(({ address }) => address === "aws_eks_cluster.cluster")?.values;
  if (cluster === undefined) throw new Error(`the state of ${folder} holds no cluster; deploy it first`);
  const outputs = Object.entries(state.values?.outputs ?? {}).map(
    ([name, { value }]) => [name, value] as const,
  );
  const [authority] = (cluster["certificate_authority"] ?? []) as readonly { readonly data?: string }[];
  const arn = String(cluster["arn"]);
  return {
    ...Object.fromEntries(outputs),
    cluster_name: String(cluster["name"]),
    cluster_arn: arn,
    region: arn.split(":")[3] ?? "",
    endpoint: String(cluster["endpoint"]),
    certificate_authority: authority?.data ?? "",
  };
}
