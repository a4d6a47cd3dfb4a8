const CODES = {
  ok: 32,
  changed: 33,
  failed: 31,
  skipping: 36,
  warning: 35,
  added: 32,
  removed: 31,
  hunk: 36,
} as const;
export type Shade = keyof typeof CODES;

/** Colours only where they were not declined: Terraform passes them through to the terminal. */
export function wantsColour(environment: NodeJS.ProcessEnv): boolean {
  if ((environment["NO_COLOR"] ?? "") !== "" || environment["TERM"] === "dumb") return false;
  if ((environment["FORCE_COLOR"] ?? "") !== "") return true;
  const isPlain = Object.entries(environment).some(
    ([name, value]) => name.startsWith("TF_CLI_ARGS") && (value ?? "").includes("-no-color"),
  );
  return !isPlain && environment["CI"] === undefined;
}

export const paint = (text: string, shade: Shade, enabled: boolean): string =>
  enabled
    ? text
        .split("\n")
        .map((line) => (line === "" ? "" : `\u001b[0;${CODES[shade]}m${line}\u001b[0m`))
        .join("\n")
    : text;
