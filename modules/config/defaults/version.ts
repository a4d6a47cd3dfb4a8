import { newestVersion } from "../../aws/versions.ts";

/** The version to run: `auto` is the profile's own, `latest` the newest that EKS is known to offer. */
export function kubernetesVersion(given: string | undefined, byDefault: string): string {
  if (given === undefined || given === "" || given === "auto") return byDefault;
  return given === "latest" ? newestVersion() : given;
}

/** 35 for `1.35`, NaN for what is no version. */
export const minorOf = (given: string | undefined, byDefault: string): number =>
  Number(/^1\.([0-9]+)$/.exec(kubernetesVersion(given, byDefault))?.[1] ?? Number.NaN);
