import type { Table } from "./rows.ts";

/** Names of the roles that access entries of the table are for, before and after their edits. */
export function principalsOf({ files, rows }: Table): readonly string[] {
  const edited = rows.map(({ cluster, change }) => change(files[cluster]));
  const found = JSON.stringify([files, edited]).matchAll(/:role\/(e\d+[nsx]+)"/g);
  return [...new Set([...found].map(([, name = ""]) => name))];
}
