import { readdirSync, readFileSync } from "node:fs";

export interface Block {
  readonly page: string;
  /** `yaml`, `json`, or empty. */
  readonly language: string;
  readonly text: string;
}

/** Pages that people read to use eksplan. What the local AWS has learnt is generated from the tests that show it. */
export const PAGES: readonly string[] = [
  "README.md",
  ...readdirSync("docs")
    .filter((name) => name.endsWith(".md") && name !== "local-aws-operations.md")
    .sort()
    .map((name) => `docs/${name}`),
];

/** Fenced blocks, with the indentation of their fence taken away. */
export const blocksOf = (page: string): readonly Block[] =>
  [...readFileSync(page, "utf8").matchAll(/^( *)```(\w*)\n(.*?)^\1```$/gms)].map(
    ([, indent = "", language = "", text = ""]) => ({
      page,
      language,
      text: text.replaceAll(new RegExp(`^${indent}`, "gm"), ""),
    }),
  );

const PROGRAMS = /^(?:npm|npx|node|terraform|aws|kubectl|git|export) /;

/** Commands of a page, in its blocks and in its sentences, without what a comment says of them. */
export function commandsOf(page: string): readonly string[] {
  const inBlocks = blocksOf(page)
    .filter(({ language }) => language === "")
    .flatMap(({ text }) => text.split("\n"))
    .map((line) => line.replace(/^\$ /, "").replace(/ +#.*$/, ""));
  const prose = readFileSync(page, "utf8").replaceAll(/^ *```.*?^ *```$/gms, "");
  const inProse = [...prose.matchAll(/`([^`\n]+)`/g)].map(([, code = ""]) => code);
  return [...inBlocks, ...inProse].filter((line) => PROGRAMS.test(line));
}
