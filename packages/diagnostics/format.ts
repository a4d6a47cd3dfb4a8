import { formatPath, type Issue } from "./issue.ts";

const RED = "\u001b[31m";
const YELLOW = "\u001b[33m";
const FAINT = "\u001b[2m";
const PLAIN = "\u001b[0m";

export interface TextOptions {
  /** Marks severities with colours; for terminals alone. @default false */
  readonly color?: boolean;
}

/** One line an issue: `clusters/demo.yaml:14:17 managedNodeGroups[0].minSize: 5 is greater than maxSize 3; … [EKS0190]` */
export function formatIssues(issues: readonly Issue[], { color = false }: TextOptions = {}): string {
  const paint = (code: string, text: string) => (color ? `${code}${text}${PLAIN}` : text);
  return issues
    .map((issue) => {
      const place = `${issue.file}:${issue.line}:${issue.column}`;
      const path = issue.path.length === 0 ? "" : `${formatPath(issue.path)}: `;
      const isWarning = issue.severity === "warning";
      const mark = isWarning ? paint(YELLOW, "warning: ") : "";
      const subject = isWarning ? path : paint(RED, path);
      return `${place} ${subject}${mark}${issue.message} ${paint(FAINT, `[${issue.code}]`)}`;
    })
    .join("\n");
}

/** One JSON array with an object an issue. */
export function formatJson(issues: readonly Issue[]): string {
  const rows = issues.map(({ file, line, column, path, code, severity, message }) => ({
    file,
    line,
    column,
    path: formatPath(path),
    code,
    severity,
    message,
  }));
  return JSON.stringify(rows, null, 2);
}

const escapeData = (text: string) =>
  text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
const escapeProperty = (text: string) => escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");

/** Annotations that GitHub shows beside the lines of a pull request. */
export function formatGithub(issues: readonly Issue[]): string {
  return issues
    .map(({ file, line, column, path, code, severity, message }) => {
      const properties = `file=${escapeProperty(file)},line=${line},col=${column},title=${code}`;
      const subject = path.length === 0 ? "" : `${formatPath(path)}: `;
      return `::${severity} ${properties}::${escapeData(`${subject}${message}`)}`;
    })
    .join("\n");
}
