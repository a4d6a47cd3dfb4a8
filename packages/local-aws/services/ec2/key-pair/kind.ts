import type { KeyPairInfo } from "../../../models/types/ec2.d.ts";
import { kind } from "../kind.ts";

export interface StoredKeyPair extends KeyPairInfo {
  readonly KeyPairId: string;
  readonly KeyName: string;
}

export const keyPairs = kind<StoredKeyPair>({
  name: "key-pairs",
  prefix: "key",
  resourceType: "key-pair",
  id: "KeyPairId",
  missing: ["InvalidKeyPair.NotFound", "The key pair '%' does not exist"],
  filters: { "key-pair-id": "KeyPairId", "key-name": "KeyName", fingerprint: "KeyFingerprint" },
});
