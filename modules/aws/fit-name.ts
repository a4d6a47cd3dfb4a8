import { createHash } from "node:crypto";

export interface NameLimits {
  /** Longest name, in characters. */
  readonly length: number;
  /** AWS takes names that differ in letter case alone for one. @default false */
  readonly foldsCase?: boolean;
}

/**
 * A name within AWS's limits: as it is, if it fits and AWS tells it from every other; else cut, and with a hash of the
 * whole at its end. Deterministic, because what an interrupted creation has made can only be found again by its name.
 */
export function fitName(whole: string, { length, foldsCase = false }: NameLimits): string {
  const isClear = whole.length <= length && !(foldsCase && whole !== whole.toLowerCase());
  if (isClear) return whole;
  const hash = createHash("sha256").update(whole).digest("hex").slice(0, 8);
  return `${whole.slice(0, length - hash.length - 1)}-${hash}`;
}
