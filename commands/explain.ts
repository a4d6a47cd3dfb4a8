import { nearest } from "@eksplan/diagnostics/nearest";
import { CODES } from "@eksplan/playbook/codes";
import { type Explanation, explanations } from "./explain/explanations.ts";

const USAGE = `usage: npm run explain -- [CODE ...]

Says what the code of an error or a warning means, for example EKS0314. Without a code, all codes are listed.`;

/** What else than correcting the file can be done. */
const acceptance = ({ code, acceptance: how }: Explanation): string =>
  how === "never"
    ? "It cannot be accepted: correct the file."
    : `Where it is reported as a warning, it can be accepted in metadata.annotations: eksplan.dev/allow: "${code} and the reason". An error cannot: correct the file.`;

function main(args: readonly string[]): number {
  if (args.some((arg) => arg === "--help" || arg === "-h")) {
    console.log(USAGE);
    return 0;
  }
  const ofPlaybooks = Object.values(CODES).map(
    (each): Explanation => ({ ...each, fields: [], acceptance: "never" }),
  );
  const all = [...explanations(), ...ofPlaybooks];
  if (args.length === 0) {
    for (const { code, title } of all) console.log(`${code}  ${title}`);
    return 0;
  }
  let exitCode = 0;
  for (const wanted of args.map((arg) => arg.toUpperCase())) {
    const found = all.find(({ code }) => code === wanted);
    if (found === undefined) {
      const near = nearest(
        wanted,
        all.map(({ code }) => code),
      );
      const hint = near === undefined ? '; "npm run explain" lists all codes' : `; did you mean ${near}?`;
      console.error(`${wanted} is not a code${hint}`);
      exitCode = 1;
      continue;
    }
    console.log(`${found.code}: ${found.title}`);
    if (found.text !== "") console.log(`\n${found.text}`);
    if (found.fields.length > 0) console.log(`\nLooks at: ${found.fields.join(", ")}`);
    console.log(`\n${acceptance(found)}\n`);
  }
  return exitCode;
}

process.exitCode = main(process.argv.slice(2));
