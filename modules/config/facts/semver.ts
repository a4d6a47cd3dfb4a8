/** Three numbers of a version, and what follows a hyphen. */
export interface Version {
  readonly numbers: readonly [number, number, number];
  readonly prerelease?: string;
}

/** Reads a version; one or two numbers are enough, a leading `v` may stand. Undefined if it is none. */
export function coerceVersion(text: string): Version | undefined {
  const match =
    /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?((?:\.\d+)*)(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?$/.exec(text);
  if (match === null) return undefined;
  const [, major = "0", minor = "0", patch = "0", , prerelease] = match;
  return {
    numbers: [Number(major), Number(minor), Number(patch)],
    ...(prerelease !== undefined && { prerelease }),
  };
}

/** Order of versions: a prerelease comes before the version itself. */
export function isAtLeast(version: Version, least: Version): boolean {
  for (const [index, number] of least.numbers.entries()) {
    const own = version.numbers[index] ?? 0;
    if (own !== number) return own > number;
  }
  return version.prerelease === undefined || least.prerelease !== undefined;
}
