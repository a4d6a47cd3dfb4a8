import { type IAspect, TerraformResource } from "cdktf";
import type { IConstruct } from "constructs";
import { nameTag } from "../modules/terraform/name-tag.ts";

/** A resource that can carry tags; which ones can is known to the provider's bindings alone. */
interface Taggable {
  tags: Record<string, string>;
  readonly tagsInput: Record<string, string> | undefined;
}

const isTaggable = (node: IConstruct): node is IConstruct & Taggable =>
  TerraformResource.isTerraformResource(node) && "tagsInput" in node && "tags" in node;

/**
 * Gives every resource that can carry tags a `Name`: its construct path, for example `demo/network/vpc`.
 *
 * People find their way by it, and `recover` finds by it what an interrupted apply created but could not record.
 */
export class NameTags implements IAspect {
  visit(node: IConstruct): void {
    if (!isTaggable(node)) return;
    node.tags = { Name: nameTag(node.node.path), ...node.tagsInput };
  }
}
