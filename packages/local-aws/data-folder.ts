import { createRequire } from "node:module";
import path from "node:path";

/** Where this package is installed: its data is read from there, also when a program has been bundled with it. */
const home = path.dirname(createRequire(import.meta.url).resolve("@eksplan/local-aws/package.json"));

/** A file of this package's data. */
export const dataFile = (...parts: readonly string[]): string => path.join(home, ...parts);
