import type { ITerraformDependable } from "cdktf";

/** Something that pods run on. */
export interface Capacity {
  readonly name: string;
  /** Nodes that are there at least. */
  readonly minSize: number;
  readonly resource: ITerraformDependable;
}
