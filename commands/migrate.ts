import { parseArgs } from "node:util";
import { formatIssues } from "@eksplan/diagnostics/format";
import { readText } from "../modules/config/files.ts";
import { judge } from "../modules/config/judge.ts";
import { isProfile, PROFILE_ANNOTATION, PROFILES, type Profile } from "../modules/config/profile.ts";
import { migration } from "./migrate/migrate.ts";

const USAGE = `usage: npm run migrate -- [--profile ${PROFILES.join("|")}] FILE...

Explains, field by field, what eksplan does with a file that was written for eksctl, and where it does otherwise than
eksctl. Reads only. The profile is the one that the file names, else the one given here, else secure.`;

/** Lines with cells of one width a column. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")}`.trimEnd())
    .join("\n");
}

/** Whether the file can be used. */
function explain(file: string, otherwise: Profile): boolean {
  const read = readText(file);
  if (!("text" in read)) {
    console.error(`${file}: ${read.reason}`);
    return false;
  }
  const { given, issues } = judge(read.text, file, { profile: otherwise });
  const chosen = given?.metadata?.annotations?.[PROFILE_ANNOTATION] ?? otherwise;
  const profile = isProfile(chosen) ? chosen : otherwise;
  console.log(`${file}, profile ${profile}`);
  if (issues.length > 0) console.log(`\nWhat is to be looked at:\n\n${formatIssues(issues)}`);
  if (given !== undefined) {
    const { fields, deviations } = migration(given, profile);
    const said = fields.map(({ field, value, fate, remark }) => [
      field,
      value,
      remark === "" ? fate : `${fate}: ${remark}`,
    ]);
    console.log(`\nWhat the file says:\n\n${table(said)}`);
    const silent = deviations.map(({ field, eksctl, eksplan, why, back }) => [
      field,
      `${eksctl} -> ${eksplan}`,
      [why, ...(back === "" ? [] : [`otherwise: ${back}`])].join("; "),
    ]);
    if (silent.length === 0) console.log("\nWhere it is silent, eksplan does as eksctl does.");
    else {
      console.log(`\nWhere it is silent, eksctl's default and eksplan's:\n\n${table(silent)}`);
      console.log(`\nWith the annotation ${PROFILE_ANNOTATION}: eksctl, the defaults are eksctl's.`);
    }
  }
  console.log("");
  return !issues.some(({ severity }) => severity === "error");
}

function main(): number {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      profile: { type: "string", default: "secure" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  const { profile, help } = values;
  if (help || positionals.length === 0 || !isProfile(profile)) {
    console[help ? "log" : "error"](USAGE);
    return help ? 0 : 2;
  }
  return positionals.map((file) => explain(file, profile)).every((usable) => usable) ? 0 : 1;
}

process.exitCode = main();
