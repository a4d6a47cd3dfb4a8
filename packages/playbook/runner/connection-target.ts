import type { Mask } from "./output/mask.ts";
import type { Children } from "./process/children.ts";

/** An address on the network that a way leads to. */
export interface Target {
  readonly host: string;
  readonly port: number;
}

export interface ConnectionOptions {
  readonly mask: Mask;
  readonly children: Children;
  readonly signal: AbortSignal;
}
