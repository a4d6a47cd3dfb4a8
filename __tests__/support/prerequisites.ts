import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { LocalAws } from "../../simulator/local-aws.ts";

/** Account that the examples name. */
const NAMED_ACCOUNT = "123456789012";

type InvokeContext = ReturnType<LocalAws["world"]["context"]>;

const trust = (service: string) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: service } }],
  });

/** A role as somebody else's team would have made it for EKS. */
function createRole(
  { invoke }: InvokeContext,
  name: string,
  service: string,
  policies: readonly string[],
): void {
  invoke("iam", "CreateRole", { RoleName: name, AssumeRolePolicyDocument: trust(service) });
  for (const policy of policies)
    invoke("iam", "AttachRolePolicy", { RoleName: name, PolicyArn: `arn:aws:iam::aws:policy/${policy}` });
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
    access: (context) => {
      for (const name of ["platform-admins", "developers"])
        createRole(context, name, "ec2.amazonaws.com", []);
      context.invoke("iam", "CreateUser", { UserName: "auditor" });
      return {};
    },
    production: (context) => {
      createRole(context, "platform-admins", "ec2.amazonaws.com", []);
      return {};
    },
    "node-groups": ({ invoke }) => {
      const document = {
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
      };
      invoke("iam", "CreatePolicy", { PolicyName: "boundary", PolicyDocument: JSON.stringify(document) });
      return {};
    },
  };

/** Roles that deploy a cluster to which the creator as such has no access: the bootstrap would wait for it in vain. */
const DEPLOYERS: Readonly<Record<string, string>> = {
  access: "platform-admins",
  production: "platform-admins",
};

/** Credentials of whoever deploys a stack in this account: the account's own, or those of a role in it. */
export function deployerEnvironment(
  aws: LocalAws,
  stack: string,
  where: { readonly account: string; readonly region: string },
): Readonly<Record<string, string>> {
  const own = aws.environment(where.account);
  const role = DEPLOYERS[stack];
  if (role === undefined) return own;
  const { Credentials } = aws.world.context(where.account, where.region).transact((context) =>
    context.invoke("sts", "AssumeRole", {
      RoleArn: `arn:aws:iam::${where.account}:role/${role}`,
      RoleSessionName: "test",
      DurationSeconds: 43_200,
    }),
  );
  return {
    ...own,
    AWS_ACCESS_KEY_ID: Credentials?.AccessKeyId ?? "",
    AWS_SECRET_ACCESS_KEY: Credentials?.SecretAccessKey ?? "",
    AWS_SESSION_TOKEN: Credentials?.SessionToken ?? "",
  };
}

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
