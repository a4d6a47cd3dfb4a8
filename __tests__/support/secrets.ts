import { readdirSync, statSync } from "node:fs";
import path from "node:path";

/** The forms in which a secret may turn up in a file or an output. */
export const encodingsOf = (secret: string): readonly string[] => [
  secret,
  encodeURIComponent(secret),
  Buffer.from(secret).toString("hex"),
  // The middle of each base64 alignment.
  ...[0, 1, 2].map((shift) =>
    Buffer.from(`${"x".repeat(shift)}${secret}`)
      .toString("base64")
      .slice(4, -4),
  ),
];

export const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => path.join(folder, name))
    // A file may go while the others are looked at.
    .filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile() === true);
