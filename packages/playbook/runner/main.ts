import { apply } from "./apply.ts";
import { readMasked, readPlace, readPlaybook, readValues } from "./contract.ts";
import { Session } from "./engine/session.ts";
import { ContractError, messageOf, PreflightError } from "./failure.ts";
import { Mask, maskEnvironment } from "./output/mask.ts";
import { Report } from "./output/report.ts";
import { wantsColour } from "./output/style.ts";
import { play, readPlayOptions } from "./play.ts";
import { preflight } from "./preflight.ts";
import { Children } from "./process/children.ts";
import { Guard, guard } from "./process/guard.ts";
import { Interruption } from "./process/interruption.ts";
import { Temporary } from "./process/temporary.ts";
import { recap } from "./recap.ts";
import { runtimeValues } from "./runtime.ts";
import { undo } from "./undo.ts";

const USAGE =
  "usage: node runner.cjs apply KEY | undo PHASE | preflight | recap | play [--check] [--diff] [--keys A,B] [--start-at KEY]";

async function main(args: readonly string[]): Promise<number> {
  const [verb, ...rest] = args;
  const environment = process.env;
  const mask = new Mask();
  maskEnvironment(mask, environment);
  const report = new Report({
    mask,
    colour: wantsColour(environment),
    verbosity: Number(environment["EKS_BOOTSTRAP_VERBOSITY"] ?? 0) || 0,
    json: environment["EKS_BOOTSTRAP_LOG"] === "json",
    write: (text) => void process.stdout.write(text),
  });
  const watcher = new Guard(process.argv[1] ?? "");
  const temporary = new Temporary(watcher);
  const children = new Children(watcher);
  const interruption = new Interruption();
  const base = { mask, report, children, temporary, signal: interruption.signal };
  try {
    switch (verb) {
      case "apply":
      case "play": {
        const contract = readPlaybook(environment);
        const values = readValues(environment);
        mask.add(readMasked(environment, values));
        const eks = Object.defineProperties(
          { ...values.eks },
          Object.getOwnPropertyDescriptors(runtimeValues(values.eks, environment, () => temporary.folder())),
        );
        const shared = {
          ...base,
          cluster: values.eks,
          extra: { ...values.vars, eks },
          folder: contract.folder,
        };
        if (verb === "play") {
          const options = readPlayOptions(rest, contract.playbook);
          return await play(
            contract,
            options,
            new Session({ ...shared, check: options.check, diff: options.diff }),
          );
        }
        const key = rest[0];
        if (key === undefined || rest.length > 1) throw new ContractError(USAGE);
        return await apply(contract, key, new Session({ ...shared, check: false, diff: false }));
      }
      case "undo":
        return await undo(rest[0], base);
      case "preflight":
        return await preflight(readPlaybook(environment).playbook, readPlace(environment), base);
      case "recap":
        return recap(readPlaybook(environment).playbook, report);
      default:
        throw new ContractError(USAGE);
    }
  } catch (error) {
    if (interruption.signal.aborted) {
      report.line(`[ERROR]: interrupted (${interruption.cause})`, "failed");
      return interruption.exitCode;
    }
    const known = error instanceof ContractError || error instanceof PreflightError;
    report.line(
      `[ERROR]: ${known ? messageOf(error) : error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      "failed",
    );
    report.event({ event: "error", msg: messageOf(error) });
    return error instanceof ContractError
      ? ContractError.exitCode
      : error instanceof PreflightError
        ? PreflightError.exitCode
        : 1;
  } finally {
    await children.endAll();
    temporary.remove();
    await watcher.dismiss();
    interruption.stop();
  }
}

if (process.argv[2] === "guard") {
  exitWith(guard(process.stdin).then(() => 0));
} else {
  exitWith(main(process.argv.slice(2)));
}

/** Exits when output has been written; a pipe may take its time. */
function exitWith(done: Promise<number>): void {
  void done.then((code) => {
    process.exitCode = code;
    process.stdout.write("", () => process.exit(code));
  });
}
