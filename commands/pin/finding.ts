import { type FieldPath, formatPath } from "@eksplan/diagnostics/issue";
import type { LoadedCluster } from "../../modules/config/load.ts";
import type { Change } from "./edit.ts";
import type { Questions } from "./questions.ts";

/** A change, and how what it replaces is printed. */
export interface Finding extends Change {
  readonly before: string | undefined;
}

/** What pin knows of a file, and whom it asks. */
export interface Pinning {
  readonly cluster: LoadedCluster;
  readonly questions: Questions;
  /** Renews add-on versions and AMI releases that are fixed already. */
  readonly update: boolean;
}

/** A file that AWS contradicts. One line each. */
export class PinFailure extends Error {}

export function failure(path: FieldPath, message: string): PinFailure {
  return new PinFailure(`${formatPath(path)}: ${message}`);
}

const show = (value: Change["value"]): string =>
  typeof value === "string" ? value : `[${value.join(", ")}]`;

/** `addons[0].version: latest -> v1.20.4-eksbuild.2`; `-` stands for nothing. */
export const formatFinding = ({ path, before, value }: Finding): string =>
  `${formatPath(path)}: ${before === undefined || before === "" ? "-" : before} -> ${show(value)}`;

/** Order of versions by all their numbers: `v1.20.4-eksbuild.10` is after `v1.20.4-eksbuild.2`. */
export function compareVersions(one: string, other: string): number {
  const [a, b] = [one, other].map((text) => (text.match(/\d+/g) ?? []).map(Number)) as [number[], number[]];
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const difference = (a[index] ?? -1) - (b[index] ?? -1);
    if (difference !== 0) return difference;
  }
  return 0;
}
