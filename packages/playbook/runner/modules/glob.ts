import { existsSync, readdirSync } from "node:fs";
import path from "node:path";

const SPECIAL = /[*?[]/;

const toPattern = (part: string): RegExp =>
  new RegExp(
    `^${part
      .replace(/[.+^${}()|\\]/g, "\\$&")
      .replaceAll("*", "[^/]*")
      .replaceAll("?", "[^/]")
      .replace(/\[!/g, "[^")}$`,
  );

/** Files that a path with `*`, `?` and `[a-z]` matches, sorted; the path itself if it has none of them and exists. */
export function matchingFiles(pattern: string): readonly string[] {
  if (!SPECIAL.test(pattern)) return existsSync(pattern) ? [pattern] : [];
  const parts = path.resolve(pattern).split(path.sep);
  let found = [parts[0] === "" ? "/" : `${parts[0]}${path.sep}`];
  for (const part of parts.slice(1)) {
    found = found.flatMap((folder) => {
      if (!SPECIAL.test(part)) return existsSync(path.join(folder, part)) ? [path.join(folder, part)] : [];
      try {
        return readdirSync(folder)
          .filter((name) => toPattern(part).test(name) && (!name.startsWith(".") || part.startsWith(".")))
          .sort()
          .map((name) => path.join(folder, name));
      } catch {
        return [];
      }
    });
  }
  return found;
}
