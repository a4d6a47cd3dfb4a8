import { CloudBackend, LocalBackend, NamedCloudWorkspace, S3Backend, type TerraformStack } from "cdktf";

/** Terraform state in a file beside `cdktf.json`: one person, one machine. */
export interface LocalState {
  readonly type: "local";
}

/** Terraform state in S3, locked by an object beside it. @see https://developer.hashicorp.com/terraform/language/backend/s3 */
export interface S3State {
  readonly type: "s3";
  readonly bucket: string;
  /** Region of the bucket. */
  readonly region: string;
  /** Prefix of the keys, without slash at the end. @default "eksplan" */
  readonly prefix?: string;
  /** ARN of the KMS key for the state objects. @default - the bucket's default encryption */
  readonly kmsKeyId?: string;
}

/** Terraform state and runs in HCP Terraform. @see https://developer.hashicorp.com/terraform/cli/cloud/settings */
export interface CloudState {
  readonly type: "cloud";
  readonly organization: string;
  /** Prefix of the workspaces: cluster `demo` uses workspace `<prefix>demo`. @default "eks-" */
  readonly workspacePrefix?: string;
  /** Host of a Terraform Enterprise installation. @default - HCP Terraform */
  readonly hostname?: string;
}

/** Where the state of every stack lives; `context.backend` of `cdktf.json`. @default { type: "local" } */
export type Backend = LocalState | S3State | CloudState;

/** Terraform and OpenTofu that know all of a stack: a state in S3 is locked by an object since 1.10. */
export const requiredTerraform = ({ type }: Backend): string => (type === "s3" ? ">= 1.10" : ">= 1.9");

export function attachBackend(stack: TerraformStack, backend: Backend): void {
  const name = stack.node.id;
  switch (backend.type) {
    case "local":
      // Relative to cdktf.out/stacks/<name>, where Terraform runs: the JSON must not name a folder of this machine.
      new LocalBackend(stack, { path: `../../../terraform.${name}.tfstate` });
      return;
    case "s3":
      new S3Backend(stack, {
        bucket: backend.bucket,
        region: backend.region,
        key: `${backend.prefix ?? "eksplan"}/${name}.tfstate`,
        encrypt: true,
        ...(backend.kmsKeyId !== undefined && { kmsKeyId: backend.kmsKeyId }),
      });
      // An argument of Terraform 1.10 that cdktf 0.21 does not know.
      stack.addOverride("terraform.backend.s3.use_lockfile", true);
      return;
    case "cloud":
      new CloudBackend(stack, {
        organization: backend.organization,
        workspaces: new NamedCloudWorkspace(`${backend.workspacePrefix ?? "eks-"}${name}`),
        ...(backend.hostname !== undefined && { hostname: backend.hostname }),
      });
      return;
    default:
      throw new Error(`unknown backend ${JSON.stringify(backend satisfies never)}`);
  }
}
