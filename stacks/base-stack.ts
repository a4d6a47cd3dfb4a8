import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { type TerraformElement, TerraformStack } from "cdktf";
import { Construct, type Node } from "constructs";
import type { Backend } from "./backend.ts";
import { attachBackend } from "./backend.ts";

/** Ids that name the main resource of a construct: they leave no trace in the address. */
const SILENT_IDS = new Set(["this", "Resource", "Default"]);

export interface BaseStackProps {
  /** AWS region of every resource, for example `eu-central-1`. */
  readonly region: string;
  /** Tags for every resource that can carry tags. */
  readonly tags: Readonly<Record<string, string>>;
  /** Version constraint of hashicorp/aws, the lowest that knows every argument used. */
  readonly awsProviderVersion: string;
  /** Where the state lives. */
  readonly backend: Backend;
}

/**
 * A stack whose Terraform addresses are the construct paths: `network/private/az1` becomes `network_private_az1`.
 *
 * Addresses are a contract with the state: nothing but a construct's id may move one.
 * @throws Error when two constructs would share an address
 */
export class BaseStack extends TerraformStack {
  readonly #owners = new Map<string, string>();

  constructor(scope: Construct, id: string, props: BaseStackProps) {
    super(scope, id);
    attachBackend(this, props.backend);
    new AwsProvider(this, "aws", { region: props.region, defaultTags: [{ tags: { ...props.tags } }] });
    this.addOverride("terraform.required_version", ">= 1.9");
    this.addOverride("terraform.required_providers.aws", {
      source: "hashicorp/aws",
      version: props.awsProviderVersion,
    });
  }

  protected override allocateLogicalId(element: TerraformElement | Node): string {
    const node = Construct.isConstruct(element) ? element.node : element;
    const address = node.scopes
      .slice(node.scopes.indexOf(this) + 1)
      .map((scope) => scope.node.id)
      .filter((id) => !SILENT_IDS.has(id))
      .join("_")
      .replaceAll(/[^A-Za-z0-9_-]/g, "_");
    const owner = this.#owners.get(address);
    if (owner !== undefined && owner !== node.path) {
      throw new Error(
        `${node.path}: the Terraform name "${address}" is taken by ${owner}; rename one construct id`,
      );
    }
    this.#owners.set(address, node.path);
    return address;
  }
}
