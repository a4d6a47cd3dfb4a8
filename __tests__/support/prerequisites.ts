import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { LocalAws } from "@eksplan/local-aws";

/** Account that the examples name. */
const NAMED_ACCOUNT = "123456789012";

type InvokeContext = ReturnType<LocalAws["world"]["context"]>;

/** Who may take a role on: a service by its name, or everybody in an account by its number. */
const trust = (whom: string) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: "sts:AssumeRole",
        Principal: /^\d+$/.test(whom) ? { AWS: `arn:aws:iam::${whom}:root` } : { Service: whom },
      },
    ],
  });

/** A role as somebody else's team would have made it for EKS. */
function createRole(
  { invoke }: InvokeContext,
  name: string,
  whom: string,
  policies: readonly string[],
): void {
  invoke("iam", "CreateRole", { RoleName: name, AssumeRolePolicyDocument: trust(whom) });
  for (const policy of policies)
    invoke("iam", "AttachRolePolicy", { RoleName: name, PolicyArn: `arn:aws:iam::aws:policy/${policy}` });
}

/** The user as whom the local AWS knows everybody who comes with an account's number. */
function deployerInPlaceOf(principal: string, { invoke }: InvokeContext): Readonly<Record<string, string>> {
  invoke("iam", "CreateUser", { UserName: "local" });
  return { [principal]: "user/local" };
}

/** What an example expects its account to have already. Returns what its JSON has to say instead of what it says. */
const PREREQUISITES: Readonly<Record<string, (context: InvokeContext) => Readonly<Record<string, string>>>> =
  {
    "existing-roles": (context) => {
      createRole(context, "eks-cluster", "eks.amazonaws.com", ["AmazonEKSClusterPolicy"]);
      createRole(context, "eks-node", "ec2.amazonaws.com", [
        "AmazonEKSWorkerNodePolicy",
        "AmazonEKS_CNI_Policy",
        "AmazonEC2ContainerRegistryReadOnly",
      ]);
      const { KeyMetadata } = context.invoke("kms", "CreateKey", {});
      return { "1234abcd-12ab-34cd-56ef-1234567890ab": KeyMetadata?.KeyId ?? "" };
    },
    // The creator as such has no access to these clusters: whoever deploys them is one of their administrators.
    access: (context) => {
      createRole(context, "developers", context.account, []);
      context.invoke("iam", "CreateUser", { UserName: "auditor" });
      return deployerInPlaceOf("role/platform-admins", context);
    },
    production: (context) => deployerInPlaceOf("role/platform-admins", context),
    "node-groups": ({ invoke }) => {
      const document = {
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
      };
      invoke("iam", "CreatePolicy", { PolicyName: "boundary", PolicyDocument: JSON.stringify(document) });
      return {};
    },
  };

/** Prepares an account for a synthesized stack, and the stack for that account. */
export function moveToAccount(
  aws: LocalAws,
  stackFolder: string,
  where: { readonly account: string; readonly region: string },
): void {
  const provide = PREREQUISITES[path.basename(stackFolder)];
  // The service prepares the account before its first call there, as it does for calls over the wire.
  const replacements = aws.world
    .context(where.account, where.region)
    .transact((context) => provide?.(context) ?? {});
  edit(stackFolder, (text) =>
    Object.entries({ [NAMED_ACCOUNT]: where.account, ...replacements }).reduce(
      (result, [from, to]) => result.replaceAll(from, to),
      text,
    ),
  );
}

/** Takes `prevent_destroy` off, as a user has to before a production cluster can be destroyed. */
export function allowDestruction(stackFolder: string): void {
  edit(stackFolder, (text) =>
    JSON.stringify(
      JSON.parse(text, (key, value) => (key === "prevent_destroy" ? undefined : value)),
      null,
      2,
    ),
  );
}

function edit(stackFolder: string, change: (text: string) => string): void {
  const file = path.join(stackFolder, "cdk.tf.json");
  writeFileSync(file, change(readFileSync(file, "utf8")));
}
