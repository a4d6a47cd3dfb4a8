import { type FieldPath, formatPath, type Issue, type Severity } from "@eksplan/diagnostics/issue";
import { nearest } from "@eksplan/diagnostics/nearest";
import type { Position } from "../ir.ts";
import { CODES, type Mistake } from "./codes.ts";

/** Thrown with every mistake of a playbook at once, in the order of the files. */
export class PlaybookError extends Error {
  readonly issues: readonly Issue[];
  constructor(issues: readonly Issue[]) {
    super(issues.map(formatIssue).join("\n"));
    this.name = "PlaybookError";
    this.issues = issues;
  }
}

const formatIssue = ({ file, line, column, path, message }: Issue): string =>
  `${file}:${line}:${column} ${path.length === 0 ? "" : `${formatPath(path)}: `}${message}`;

/** Collects mistakes, so that all of them are told at once. */
export class Report {
  readonly #issues: Issue[] = [];

  error(mistake: Mistake, position: Position, path: FieldPath, message: string): void {
    this.#add(mistake, position, path, message, "error");
  }

  /** Ansible would take it, this compiler doesn't. */
  unsupported(position: Position, path: FieldPath, what: string, instead: string): void {
    this.error("unsupported", position, path, `${what} is valid Ansible, but not supported here; ${instead}`);
  }

  warning(position: Position, path: FieldPath, message: string): void {
    this.#add("advice", position, path, message, "warning");
  }

  #add(
    mistake: Mistake,
    { file, line, column }: Position,
    path: FieldPath,
    message: string,
    severity: Severity,
  ): void {
    // A role imported twice is read twice; its mistakes are told once.
    const known = this.#issues.some(
      (issue) =>
        issue.file === file && issue.line === line && issue.column === column && issue.message === message,
    );
    if (!known) this.#issues.push({ code: CODES[mistake].code, severity, file, line, column, path, message });
  }

  get hasErrors(): boolean {
    return this.#issues.some(({ severity }) => severity === "error");
  }

  get issues(): readonly Issue[] {
    return [...this.#issues].sort(
      (a, b) => a.file.localeCompare(b.file, "en") || a.line - b.line || a.column - b.column,
    );
  }

  /** @throws PlaybookError when there is any error */
  raise(): void {
    if (this.hasErrors) throw new PlaybookError(this.issues.filter(({ severity }) => severity === "error"));
  }
}

/** @returns `; did you mean "x"?` or nothing */
export function didYouMean(name: string, known: Iterable<string>): string {
  const match = nearest(name, known);
  return match === undefined ? "" : `; did you mean "${match}"?`;
}
