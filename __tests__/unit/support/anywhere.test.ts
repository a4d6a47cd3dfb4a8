import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

// What depends on the machine, and is no mistake of types: each has one place, or a form that doesn't.

/** Also what is not committed yet; a copy without its history has other means to be checked. */
function sources(): readonly string[] {
  try {
    return execFileSync("git", ["ls-files", "-co", "--exclude-standard", "*.ts", "*.mjs"], {
      encoding: "utf8",
    })
      .split("\n")
      .filter((file) => file !== "" && existsSync(file) && !file.endsWith("anywhere.test.ts"));
  } catch {
    return [];
  }
}

const RULES: readonly {
  readonly what: string;
  readonly pattern: RegExp;
  readonly allowed?: readonly string[];
}[] = [
  {
    what: "an order by the user's language: compare with <, or name a language",
    pattern: /\.localeCompare\([^,()]*\)|new Intl\.\w+\(\s*\)/g,
  },
  {
    what: "letters, numbers or dates in the user's language",
    pattern: /\.toLocale(?:String|UpperCase|LowerCase|DateString|TimeString)\(\)/g,
  },
  {
    what: "the user: not every one has an entry in /etc/passwd",
    pattern: /\buserInfo\(\)/g,
    allowed: ["packages/playbook/runner/modules/file-facts.ts"],
  },
  {
    what: "the home: not every user has one",
    pattern: /\bhomedir\(\)/g,
    allowed: [
      "packages/playbook/jinja/filters/path.ts",
      "packages/playbook/runner/modules/arguments.ts",
      "tools/terraform/mirrors.ts",
    ],
  },
  { what: "a port that may be taken: listen at 0", pattern: /\.listen\(\s*[1-9]\d*/g },
  {
    what: "a Unix socket, whose path has at most 103 bytes",
    pattern: /`unix:|\.sock\b/g,
    allowed: ["tools/null-provider/serve.ts"],
  },
];

test.for(RULES)("$what", ({ pattern, allowed = [] }) => {
  const found = sources()
    .filter((file) => !allowed.includes(file))
    .flatMap((file) => [...readFileSync(file, "utf8").matchAll(pattern)].map(([text]) => `${file}: ${text}`));
  expect(found).toEqual([]);
});
