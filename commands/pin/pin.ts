import { readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { formatIssues } from "@eksplan/diagnostics/format";
import type { Issue } from "@eksplan/diagnostics/issue";
import { judge } from "../../modules/config/judge.ts";
import { type LoadedCluster, loadClusters } from "../../modules/config/load.ts";
import { edit } from "./edit.ts";
import { type Finding, formatFinding, PinFailure, type Pinning } from "./finding.ts";
import { pinReleases, pinTypes } from "./nodes.ts";
import type { Questions } from "./questions.ts";
import { pinAddons, pinVersion } from "./versions.ts";
import { pinZones } from "./zones.ts";

export interface PinOptions {
  readonly file: string;
  /** Prints what would change and writes nothing. @default false */
  readonly dryRun?: boolean;
  /** Renews add-on versions and AMI releases that are fixed already. @default false */
  readonly update?: boolean;
  readonly questions: (region: string) => Questions;
  /** Takes lines of output. */
  readonly say: (line: string) => void;
}

/**
 * Writes into a cluster file what AWS has for it. Nothing is written unless everything could be found out.
 *
 * @returns the number of changes
 * @throws PinFailure if the file is wrong or AWS contradicts it, AwsFailure if AWS could not be asked, EditError
 */
export async function pin({
  file,
  dryRun = false,
  update = false,
  questions,
  say,
}: PinOptions): Promise<number> {
  const cluster = load(file);
  const pinning = { cluster, update, questions: questions(cluster.completed.metadata.region) };
  const { findings, notes } = await findAll(pinning);
  for (const finding of findings) say(formatFinding(finding));
  for (const note of notes) say(`note: ${note}`);
  if (findings.length === 0) {
    say(`${file}: nothing to do`);
    return 0;
  }
  const text = readFileSync(file, "utf8");
  const mark = text.startsWith("\uFEFF") ? "\uFEFF" : "";
  const pinned = edit(text.slice(mark.length), findings);
  refuseErrors(judge(pinned, file).issues, "with these changes the file would be wrong");
  const changes = `${findings.length} change${findings.length === 1 ? "" : "s"}`;
  if (dryRun) say(`${file}: ${changes}, not written`);
  else {
    replaceFile(file, mark + pinned);
    say(`${file}: ${changes} written`);
  }
  return findings.length;
}

async function findAll(pinning: Pinning) {
  const [{ version, findings: ofVersion }, zones] = await Promise.all([
    pinVersion(pinning),
    pinZones(pinning),
  ]);
  const [addons, types] = await Promise.all([pinAddons(pinning, version), pinTypes(pinning, zones.chosen)]);
  const releases = await pinReleases(pinning, version, types.selected);
  const findings: readonly Finding[] = [
    ...ofVersion,
    ...zones.findings,
    ...addons,
    ...types.findings,
    ...releases.findings,
  ];
  return { findings, notes: [...types.notes, ...releases.notes] };
}

function load(file: string): LoadedCluster {
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory() === true)
    throw new PinFailure(`${file} is a folder; name one cluster file`);
  const { clusters, issues } = loadClusters([file]);
  refuseErrors(issues, "nothing was changed");
  const [cluster, another] = clusters;
  if (cluster === undefined || another !== undefined) throw new PinFailure(`${file}: name one cluster file`);
  return cluster;
}

function refuseErrors(issues: readonly Issue[], consequence: string): void {
  const errors = issues.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new PinFailure(`${formatIssues(errors)}\n${consequence}`);
}

/** All or nothing: whoever reads the file meanwhile sees the old or the new text. */
function replaceFile(file: string, text: string): void {
  const target = realpathSync(file);
  const aside = `${target}.${process.pid}.tmp`;
  try {
    writeFileSync(aside, text, { mode: statSync(target).mode });
    renameSync(aside, target);
  } finally {
    rmSync(aside, { force: true });
  }
}
