import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Evidence } from "./coverage.ts";
import { parseVerdicts } from "./verdicts.ts";

const TESTS = "__tests__/unit/config";
const VERDICTS = "__tests__/probe/verdicts.txt";

/** What tests of this project show. */
export function evidence(): Evidence {
  const tests = readdirSync(TESTS, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".test.ts"))
    .sort()
    .map((file) => ({
      file: file.replaceAll("\\", "/"),
      text: readFileSync(path.join(TESTS, file), "utf8"),
    }));
  return { tests, verdicts: parseVerdicts(readFileSync(VERDICTS, "utf8")) };
}
