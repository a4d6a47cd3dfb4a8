import { parseArgs } from "node:util";
import { formatGithub, formatIssues, formatJson } from "@eksplan/diagnostics/format";
import type { Issue } from "@eksplan/diagnostics/issue";
import { nearest } from "@eksplan/diagnostics/nearest";
import { loadClusters, loadSpecs } from "../modules/config/load.ts";
import { PROFILES, type Profile } from "../modules/config/profile.ts";

const USAGE = `usage: npm run validate -- [--as deploy|eksctl] [--format text|json|github] [--profile NAME] [FILE|FOLDER|PATTERN ...]

Checks cluster files without Terraform, AWS or network. Each file named is judged on its own; without a name, all of
clusters/ is judged together (two files with one cluster name are refused). Exit code 1 if there is an error.

  --as        deploy (default): a good file is one that a deploy takes; eksctl: what is understood but not provisioned
              yet (EKS0349) is no error, for files that eksctl deploys
  --format    text (default), json (one array), github (annotations of a pull request)
  --profile   profile of files that name none: secure (default), production, eksctl`;

const FORMATS = ["text", "json", "github"] as const;

/** Who is to take the files, and how they are read then. */
const READINGS = { deploy: loadSpecs, eksctl: loadClusters } as const;
const READERS = ["deploy", "eksctl"] as const satisfies readonly (keyof typeof READINGS)[];

/** A mistake in the command line. */
class UsageError extends Error {}

function oneOf<Word extends string>(option: string, value: string, words: readonly Word[]): Word {
  const found = words.find((word) => word === value);
  if (found !== undefined) return found;
  const near = nearest(value, words);
  const hint = near === undefined ? "" : `; did you mean ${near}?`;
  throw new UsageError(`--${option} ${JSON.stringify(value)} is not one of ${words.join(", ")}${hint}`);
}

function readArguments(args: string[]) {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        as: { type: "string", default: "deploy" },
        format: { type: "string", default: "text" },
        profile: { type: "string", default: "secure" },
        help: { type: "boolean", short: "h", default: false },
      },
    });
    return {
      help: values.help,
      reader: oneOf("as", values.as, READERS),
      format: oneOf("format", values.format, FORMATS),
      profile: oneOf<Profile>("profile", values.profile, PROFILES),
      inputs: positionals,
    };
  } catch (error) {
    // parseArgs says which option it does not know.
    throw error instanceof TypeError ? new UsageError(error.message) : error;
  }
}

function summary(issues: readonly Issue[], clusters: number): string {
  const errors = issues.filter(({ severity }) => severity === "error").length;
  const count = (number: number, word: string) => `${number} ${word}${number === 1 ? "" : "s"}`;
  return `${count(clusters, "good cluster file")}, ${count(errors, "error")}, ${count(issues.length - errors, "warning")}`;
}

function main(): number {
  const { help, reader, format, profile, inputs } = readArguments(process.argv.slice(2));
  if (help) {
    console.log(USAGE);
    return 0;
  }
  const named = inputs.length > 0;
  const { clusters, issues } = READINGS[reader](named ? inputs : ["clusters"], {
    separately: named,
    profile,
  });
  if (format === "json") console.log(formatJson(issues));
  else if (format === "github") console.log(formatGithub(issues));
  else {
    const color = process.stdout.isTTY === true && (process.env["NO_COLOR"] ?? "") === "";
    if (issues.length > 0) console.log(formatIssues(issues, { color }));
    console.log(summary(issues, clusters.length));
    if (issues.length > 0) console.log('"npm run explain -- CODE" says more about one of them');
  }
  return issues.some(({ severity }) => severity === "error") ? 1 : 0;
}

try {
  process.exitCode = main();
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(`${error.message}\n\n${USAGE}`);
  process.exitCode = 2;
}
