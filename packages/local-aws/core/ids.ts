import { createHash } from "node:crypto";

/** Identifiers that look as AWS's do and are the same in every run that makes the same calls. */
export interface Ids {
  /** Lower-case hexadecimal digits, as in `vpc-0a1b…` (17) or a cluster's endpoint (32). */
  hex(length: number): string;
  /** Lower-case letters and digits. */
  alphanumeric(length: number): string;
  /** Upper-case letters and digits, as in `AROA…`. */
  upper(length: number): string;
  uuid(): string;
}

/** `next` gives a different number each time; it is kept with the state, so that a restart repeats no identifier. */
export function seededIds(seed: string, next: () => number): Ids {
  const digest = () => createHash("sha256").update(`${seed}:${next()}`).digest();
  const draw = (alphabet: string, length: number) => {
    let text = "";
    while (text.length < length) for (const byte of digest()) text += alphabet[byte % alphabet.length];
    return text.slice(0, length);
  };
  return {
    hex: (length) => draw("0123456789abcdef", length),
    alphanumeric: (length) => draw("abcdefghijklmnopqrstuvwxyz0123456789", length),
    upper: (length) => draw("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", length),
    uuid: () =>
      digest()
        .toString("hex")
        .slice(0, 32)
        .replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, "$1-$2-4$3-8$4-$5"),
  };
}
