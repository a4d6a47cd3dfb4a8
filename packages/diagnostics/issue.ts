/** Keys and list positions from the top of the file, for example `["managedNodeGroups", 0, "minSize"]`. */
export type FieldPath = readonly (string | number)[];

export type Severity = "error" | "warning";

/**
 * One thing that is wrong with a file, and where.
 *
 * The message says what is wrong in the words of the file, then what is allowed, then what to do, with semicolons
 * between: `5 is greater than maxSize 3; minSize is at most maxSize; raise maxSize or lower minSize`. Lower case, no
 * full stop. It does not repeat the path, which is printed before it.
 */
export interface Issue {
  /** `EKS` and four digits; `npm run explain -- CODE` says more. */
  readonly code: string;
  readonly severity: Severity;
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in characters. */
  readonly column: number;
  readonly path: FieldPath;
  readonly message: string;
}

/** `managedNodeGroups[0].labels["example.com/team"]` */
export function formatPath(path: FieldPath): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === "number") return `${text}[${step}]`;
    if (!/^[A-Za-z0-9_-]+$/.test(step)) return `${text}[${JSON.stringify(step)}]`;
    return text === "" ? step : `${text}.${step}`;
  }, "");
}
