import { parseArgs } from "node:util";
import { Aws } from "./pin/aws.ts";
import { pin } from "./pin/pin.ts";
import { questionsTo } from "./pin/questions.ts";

const USAGE = `usage: npm run pin -- FILE [--dry-run] [--update]

Asks AWS once and writes into the cluster file what it leaves open: the Kubernetes version, versions of the add-ons that
it lists, AMI releases, zones, and the types that an instanceSelector matches. The rest of the file stays as it is.

  --dry-run   prints the changes and writes nothing
  --update    renews add-on versions and AMI releases that are fixed already`;

function readArguments(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        "dry-run": { type: "boolean", default: false },
        update: { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
      },
    });
  } catch (error) {
    return (error as Error).message;
  }
}

async function main(): Promise<number> {
  const read = readArguments(process.argv.slice(2));
  if (typeof read === "string") {
    console.error(`${read}\n\n${USAGE}`);
    return 2;
  }
  const { values, positionals } = read;
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const [file, ...rest] = positionals;
  if (file === undefined || rest.length > 0) {
    console.error(`name one cluster file, not ${positionals.length}\n\n${USAGE}`);
    return 2;
  }
  await pin({
    file,
    dryRun: values["dry-run"],
    update: values.update,
    questions: (region) => questionsTo(new Aws(region)),
    say: console.log,
  });
  return 0;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  },
);
