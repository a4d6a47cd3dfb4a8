import { TaskFailure } from "../failure.ts";

const BITS = { r: 4, w: 2, x: 1 } as const;
const SHIFT = { u: 6, g: 3, o: 0 } as const;

/** Octal numbers and text, and symbolic modes such as `u=rw,g-w,o=`. @throws TaskFailure */
export function parseMode(mode: unknown, current: number, isDirectory: boolean): number {
  if (typeof mode === "number") return mode;
  const text = String(mode).trim();
  if (/^[0-7]{1,5}$/.test(text)) return Number.parseInt(text, 8);
  let result = current & 0o7777;
  for (const clause of text.split(",")) {
    const match = /^([ugoa]*)((?:[-+=][rwxXstugo]*)+)$/.exec(clause);
    if (match === null) throw new TaskFailure(`bad symbolic permission for mode: ${clause}`);
    const who = (match[1] === "" || match[1]?.includes("a") ? "ugo" : match[1]) as string;
    for (const [, operator, permissions = ""] of (match[2] ?? "").matchAll(/([-+=])([rwxXstugo]*)/g)) {
      for (const user of who as Iterable<keyof typeof SHIFT>) {
        let bits = 0;
        for (const letter of permissions) {
          if (letter in BITS) bits |= BITS[letter as keyof typeof BITS];
          else if (letter === "X" && (isDirectory || (result & 0o111) !== 0)) bits |= 1;
          else if (letter in SHIFT) bits |= (result >> SHIFT[letter as keyof typeof SHIFT]) & 7;
        }
        const special = permissions.includes("s")
          ? user === "u"
            ? 0o4000
            : user === "g"
              ? 0o2000
              : 0
          : permissions.includes("t")
            ? 0o1000
            : 0;
        const mask = (bits << SHIFT[user]) | special;
        if (operator === "+") result |= mask;
        else if (operator === "-") result &= ~mask;
        else result = (result & ~(7 << SHIFT[user])) | mask;
      }
    }
  }
  return result;
}

/** `0644`, as Ansible's results hold it. */
export const modeText = (mode: number): string => `0${(mode & 0o7777).toString(8).padStart(3, "0")}`;
