import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { UserError } from "@eksplan/diagnostics/user-error";
import { Aspects, type TerraformElement, TerraformStack } from "cdktf";
import { Construct, type Node } from "constructs";
import { Preflight } from "../modules/bootstrap/preflight.ts";
import { vacant } from "../modules/terraform/fail.ts";
import { type Document, gateRoots } from "../modules/terraform/gate.ts";
import type { Backend } from "./backend.ts";
import { attachBackend, requiredTerraform } from "./backend.ts";
import { NameTags } from "./name-tags.ts";
import { withProviderVersion } from "./provider-version.ts";

/** Ids that name the main resource of a construct: they leave no trace in the address. */
const SILENT_IDS = new Set(["this", "Resource", "Default"]);

export interface EksStackProps {
  /** AWS region of every resource, for example `eu-central-1`. */
  readonly region: string;
  /** Tags for every resource that can carry tags. @default {} */
  readonly tags?: Readonly<Record<string, string>>;
  /** Where the state lives. @default { type: "local" } */
  readonly backend?: Backend;
  /**
   * Nothing in the stack refers to a resource of another stack: synth leaves out the pass that looks for such references,
   * a quarter of its time.
   * @default false
   */
  readonly isolated?: boolean;
}

/**
 * A stack whose Terraform addresses are the construct paths: `network/private/az1` becomes `network_private_az1`.
 *
 * Addresses are a contract with the state: nothing but a construct's id may move one.
 * @throws UserError when two stacks share an id, or two constructs an address
 */
export class EksStack extends TerraformStack {
  readonly #owners = new Map<string, string>();
  readonly #isIsolated: boolean;

  constructor(
    scope: Construct,
    id: string,
    { region, tags = {}, backend = { type: "local" }, isolated = false }: EksStackProps,
  ) {
    super(vacant(scope, id), id);
    this.#isIsolated = isolated;
    attachBackend(this, backend);
    new AwsProvider(this, "aws", { region, defaultTags: [{ tags: { ...tags } }] });
    this.addOverride("terraform.required_version", requiredTerraform(backend));
    Aspects.of(this).add(new NameTags());
  }

  /**
   * A machine that lacks what a playbook needs is told so before the first AWS object is created, and the provider is the
   * lowest that knows every argument.
   */
  override toTerraform(): Document {
    const document = super.toTerraform() as Document;
    const preflight = Preflight.of(this);
    return withProviderVersion(
      preflight === undefined ? document : gateRoots(document, preflight.address, "aws_"),
    );
  }

  override prepareStack(): void {
    if (!this.#isIsolated) super.prepareStack();
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
    if (owner !== undefined && owner !== node.path)
      throw new UserError([
        {
          path: node.path,
          message: `the Terraform name "${address}" is taken by ${owner}; rename one construct id`,
        },
      ]);
    this.#owners.set(address, node.path);
    return address;
  }
}
