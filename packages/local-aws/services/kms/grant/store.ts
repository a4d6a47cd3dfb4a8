import { collection } from "../../../core/collection.ts";
import type { GrantListEntry } from "../../../models/types/kms.d.ts";

export interface StoredGrant extends GrantListEntry {
  readonly GrantId: string;
  readonly KeyId: string;
  readonly token: string;
}

/** By grant id. They go with their key. */
export const grants = collection<StoredGrant>("kms/grants", "region");
