import { createHash } from "node:crypto";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
const MAX_LENGTH = 64;

/**
 * Name of an IAM role: `<cluster>-<region>-<purpose>`. IAM is global, so the region keeps clusters of one name apart.
 *
 * At most 64 characters: a longer one is cut and ends in a hash of the whole, so that it stays unique. Deterministic,
 * because a role whose creation was interrupted can only be found again by its name.
 */
export function roleName(cluster: string, region: string, purpose: string): string {
  const whole = `${cluster}-${region}-${purpose}`;
  if (whole.length <= MAX_LENGTH) return whole;
  const hash = createHash("sha256").update(whole).digest("hex").slice(0, 8);
  return `${whole.slice(0, MAX_LENGTH - hash.length - 1)}-${hash}`;
}
