/** One line of a benchmark: a figure as a ratio to the floor of the same run, and what it should not exceed. */
export interface Row {
  readonly name: string;
  readonly cpu: number;
  readonly memory: number;
  readonly ratio: number;
  /** Largest ratio that the project allows itself. @default - only reported */
  readonly limit?: number;
}

const HEAD = ["", "CPU s", "MiB", "ratio", "limit"];

/** The rows as a table in plain text, first column left, figures right. */
export function table(title: string, rows: readonly Row[]): string {
  const cells = rows.map((row) => [
    row.name,
    row.cpu.toFixed(2),
    row.memory.toFixed(0),
    row.ratio.toFixed(2),
    row.limit === undefined ? "" : `${row.limit.toFixed(2)}${row.ratio > row.limit ? " exceeded" : ""}`,
  ]);
  const widths = HEAD.map((head, column) =>
    Math.max(head.length, ...cells.map((line) => line[column]!.length)),
  );
  const lines = [HEAD, ...cells].map((line) =>
    line
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!)))
      .join("  ")
      .trimEnd(),
  );
  return [title, ...lines].join("\n");
}
