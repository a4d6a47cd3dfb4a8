import { TaskFailure } from "../failure.ts";

/** Splits text into words as a POSIX shell does, without any of its expansions: Python's `shlex.split`. */
export function splitWords(text: string): readonly string[] {
  const words: string[] = [];
  let word: string | undefined;
  let quote = "";
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? "";
    if (quote === "'") {
      if (char === "'") quote = "";
      else word += char;
    } else if (char === "\\" && at + 1 < text.length) {
      const next = text[++at] ?? "";
      word = (word ?? "") + (quote === '"' && !'"\\$`\n'.includes(next) ? `\\${next}` : next);
    } else if (quote === '"') {
      if (char === '"') quote = "";
      else word += char;
    } else if (char === "'" || char === '"') {
      quote = char;
      word ??= "";
    } else if (/\s/.test(char)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = (word ?? "") + char;
  }
  if (quote !== "") throw new TaskFailure("No closing quotation");
  if (word !== undefined) words.push(word);
  return words;
}
