import * as z from "zod";
import { type Aws, AwsFailure } from "../pin/aws.ts";

/** What EKS tells of a thing that can be ill. @see https://docs.aws.amazon.com/eks/latest/APIReference/API_Issue.html */
const Described = z.object({
  status: z.string().default("UNKNOWN"),
  health: z
    .object({
      issues: z
        .array(
          z.object({
            code: z.string().default("Unknown"),
            message: z.string().default(""),
            resourceIds: z.array(z.string()).nullish(),
          }),
        )
        .nullish(),
    })
    .nullish(),
});

export interface Issue {
  readonly code: string;
  readonly message: string;
  readonly resourceIds: readonly string[];
}

export interface Part {
  readonly kind: "cluster" | "node group" | "Fargate profile" | "add-on";
  readonly name: string;
  /** In EKS's words, for example `CREATE_FAILED`. */
  readonly status: string;
  readonly issues: readonly Issue[];
}

const CHILDREN = [
  {
    kind: "node group",
    path: "node-groups",
    list: ["ListNodegroups", "nodegroups"],
    one: ["DescribeNodegroup", "nodegroup"],
  },
  {
    kind: "Fargate profile",
    path: "fargate-profiles",
    list: ["ListFargateProfiles", "fargateProfileNames"],
    one: ["DescribeFargateProfile", "fargateProfile"],
  },
  {
    kind: "add-on",
    path: "addons",
    list: ["ListAddons", "addons"],
    one: ["DescribeAddon", "addon"],
  },
] as const;

function partOf(kind: Part["kind"], name: string, answer: unknown): Part {
  const { status, health } = Described.parse(answer);
  const issues = (health?.issues ?? []).map(({ code, message, resourceIds }) => ({
    code,
    message,
    resourceIds: resourceIds ?? [],
  }));
  return { kind, name, status, issues };
}

/** The cluster and its children, each with its health; undefined if there is no such cluster. Throws AwsFailure. */
export async function clusterHealth(aws: Aws, cluster: string): Promise<readonly Part[] | undefined> {
  const root = `/clusters/${cluster}`;
  let itself: unknown;
  try {
    itself = await aws.eksOne("DescribeCluster", root, "cluster");
  } catch (error) {
    if (error instanceof AwsFailure && error.message.includes("ResourceNotFoundException")) return undefined;
    throw error;
  }
  const children = await Promise.all(
    CHILDREN.map(async ({ kind, path, list, one }) => {
      const names = z.array(z.string()).parse(await aws.eks(list[0], `${root}/${path}`, {}, list[1]));
      return Promise.all(
        names.map(async (name) =>
          partOf(kind, name, await aws.eksOne(one[0], `${root}/${path}/${name}`, one[1])),
        ),
      );
    }),
  );
  return [partOf("cluster", cluster, itself), ...children.flat()];
}
