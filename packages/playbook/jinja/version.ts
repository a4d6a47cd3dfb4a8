import { TemplateError } from "./error.ts";

// The orderings of Ansible's `version` test: "loose" splits into numbers and words, "strict" wants 1.2[.3][a4],
// "semver" follows semver.org, "pep440" orders pre-releases before and post-releases after.

type Part = number | string;

const loose = (text: string): readonly Part[] =>
  (text.match(/\d+|[a-z]+|\./gi) ?? [])
    .filter((part) => part !== ".")
    .map((part) => (/^\d/.test(part) ? Number(part) : part));

function compareParts(left: readonly Part[], right: readonly Part[]): number {
  for (let index = 0; index < Math.min(left.length, right.length); index++) {
    const [a, b] = [left[index]!, right[index]!];
    if (a === b) continue;
    if (typeof a !== typeof b)
      throw new TemplateError(
        `Version comparison failed: '<' not supported between instances of 'int' and 'str'`,
      );
    return a < b ? -1 : 1;
  }
  return left.length - right.length;
}

const SEMVER = /^(\d+)\.(\d+)\.(\d+)(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?$/;

function compareSemver(left: string, right: string): number {
  const [a, b] = [SEMVER.exec(left), SEMVER.exec(right)];
  if (a === null || b === null) {
    throw new TemplateError(
      `Version comparison failed: invalid semantic version '${a === null ? left : right}'`,
    );
  }
  for (const index of [1, 2, 3]) {
    const order = Number(a[index]) - Number(b[index]);
    if (order !== 0) return order;
  }
  if (a[4] === undefined || b[4] === undefined)
    return (a[4] === undefined ? 1 : 0) - (b[4] === undefined ? 1 : 0);
  const [x, y] = [a[4].split("."), b[4].split(".")];
  for (let index = 0; index < Math.min(x.length, y.length); index++) {
    const [m, n] = [x[index]!, y[index]!];
    if (m === n) continue;
    const [p, q] = [/^\d+$/.test(m), /^\d+$/.test(n)];
    if (p && q) return Number(m) - Number(n);
    if (p !== q) return p ? -1 : 1;
    return m < n ? -1 : 1;
  }
  return x.length - y.length;
}

const STRICT = /^(\d+)\.(\d+)(?:\.(\d+))?(?:([ab])(\d+))?$/;

function compareStrict(left: string, right: string): number {
  const key = (text: string): readonly number[] => {
    const match = STRICT.exec(text);
    if (match === null)
      throw new TemplateError(`Version comparison failed: invalid version number '${text}'`);
    const pre = match[4] === undefined ? [2, 0] : [match[4] === "a" ? 0 : 1, Number(match[5])];
    return [Number(match[1]), Number(match[2]), Number(match[3] ?? 0), ...pre];
  };
  return compareParts(key(left), key(right));
}

const PEP440 =
  /^v?(?:(\d+)!)?(\d+(?:\.\d+)*)(?:[-_.]?(a|b|c|rc|alpha|beta|pre|preview)[-_.]?(\d*))?(?:-(\d+)|[-_.]?(?:post|rev|r)[-_.]?(\d*))?(?:[-_.]?dev[-_.]?(\d*))?(?:\+[a-z0-9]+(?:[-_.][a-z0-9]+)*)?$/i;

function comparePep440(left: string, right: string): number {
  const key = (text: string): readonly number[] => {
    const match = PEP440.exec(text.trim());
    if (match === null) throw new TemplateError(`Version comparison failed: Invalid version: '${text}'`);
    const release = (match[2] ?? "").split(".").map(Number);
    const padded = Array.from({ length: 8 }, (_, index) => release[index] ?? 0);
    const dev = /dev/i.test(text);
    const post = match[5] ?? match[6];
    const letter = (match[3] ?? "").toLowerCase();
    const phase =
      letter === ""
        ? dev && post === undefined
          ? -1
          : 3
        : letter.startsWith("a")
          ? 0
          : letter.startsWith("b")
            ? 1
            : 2;
    return [
      Number(match[1] ?? 0),
      ...padded,
      phase,
      Number(match[4] || 0),
      post === undefined ? -1 : Number(post || 0),
      dev ? Number(match[7] || 0) : Number.MAX_SAFE_INTEGER,
    ];
  };
  return compareParts(key(left), key(right));
}

const ORDERS = {
  loose: (left: string, right: string) => compareParts(loose(left), loose(right)),
  strict: compareStrict,
  semver: compareSemver,
  semantic: compareSemver,
  pep440: comparePep440,
} as const;

const OPERATORS: Readonly<Record<string, (order: number) => boolean>> = {
  "==": (order) => order === 0,
  "=": (order) => order === 0,
  eq: (order) => order === 0,
  "!=": (order) => order !== 0,
  "<>": (order) => order !== 0,
  ne: (order) => order !== 0,
  "<": (order) => order < 0,
  lt: (order) => order < 0,
  "<=": (order) => order <= 0,
  le: (order) => order <= 0,
  ">": (order) => order > 0,
  gt: (order) => order > 0,
  ">=": (order) => order >= 0,
  ge: (order) => order >= 0,
};

/** Ansible's `version` test. @throws TemplateError for versions that have no order */
export function versionTest(left: string, right: string, operator: string, type: string): boolean {
  const check = OPERATORS[operator];
  if (check === undefined) {
    throw new TemplateError(
      `Invalid operator type (${operator}). Must be one of ${Object.keys(OPERATORS).join(", ")}`,
    );
  }
  if (!Object.hasOwn(ORDERS, type)) {
    throw new TemplateError(
      `Invalid version type (${type}). Must be one of ${Object.keys(ORDERS).join(", ")}`,
    );
  }
  if (left === "") throw new TemplateError("Input version value cannot be empty");
  if (right === "") throw new TemplateError("Version parameter to compare against cannot be empty");
  return check(ORDERS[type as keyof typeof ORDERS](left, right));
}
