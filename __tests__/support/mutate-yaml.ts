/** Small deterministic generator of numbers from 0 to 1 (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const PIECES = [
  ...[
    "null",
    "~",
    "{}",
    "[]",
    "- ",
    "yes",
    "no",
    "-1",
    "0",
    "99999999999999999999",
    "1.5",
    "''",
    '"',
    "'",
    "|\n  x\n",
    ">-",
    "&a ",
    "*a",
    "<<: *a",
    "!!str ",
    "!x ",
  ],
  ...[
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    ": ",
    "#",
    "?",
    "\t",
    "\n",
    "\r\n",
    "  ",
    "---\n",
    "...\n",
    "%YAML 1.1\n",
    "\u0000",
    "\uFEFF",
    "😀",
    "\u2028",
    "\uD800",
  ],
  ...[
    "__proto__: 1",
    "constructor",
    "toString",
    "hasOwnProperty: {}",
    "10.0.0.0/99",
    "0.0.0.0/0",
    "arn:",
    "latest",
    "auto",
    "$Latest",
    "*",
    "all",
  ],
];

type Random = () => number;
const pick = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)]!;

const MUTATIONS: readonly ((text: string, random: Random) => string)[] = [
  (text, random) => spliceAt(text, random, pick(random, PIECES), 0),
  (text, random) => spliceAt(text, random, pick(random, PIECES), Math.floor(random() * 8)),
  (text, random) => spliceAt(text, random, "", Math.floor(random() * 40)),
  (text, random) => withLines(text, (lines) => lines.splice(Math.floor(random() * lines.length), 1)),
  (text, random) =>
    withLines(text, (lines) => lines.splice(Math.floor(random() * lines.length), 0, pick(random, lines))),
  (text, random) =>
    withLines(text, (lines) => {
      const index = Math.floor(random() * lines.length);
      lines[index] = random() < 0.5 ? `  ${lines[index]}` : (lines[index] ?? "").slice(1);
    }),
  (text, random) => withLines(text, (lines) => replaceValue(lines, random, pick(random, PIECES))),
  (text, random) =>
    withLines(text, (lines) => replaceValue(lines, random, `"${String.fromCharCode(random() * 0x3000)}"`)),
  (text, random) => text.slice(0, Math.floor(random() * text.length)),
  (text, random) => text.replaceAll(pick(random, ["a", "name", "true", ":", "-"]), pick(random, PIECES)),
];

function spliceAt(text: string, random: Random, piece: string, length: number): string {
  const at = Math.floor(random() * (text.length + 1));
  return text.slice(0, at) + piece + text.slice(at + length);
}

function withLines(text: string, change: (lines: string[]) => unknown): string {
  const lines = text.split("\n");
  change(lines);
  return lines.join("\n");
}

function replaceValue(lines: string[], random: Random, value: string) {
  const index = Math.floor(random() * lines.length);
  lines[index] = (lines[index] ?? "").replace(/:\s.*$/, `: ${value}`);
}

/** A text with one to four small mistakes. The same seed gives the same text. */
export function mutate(text: string, seed: number): string {
  const random = randomFrom(seed);
  const count = 1 + Math.floor(random() * 4);
  return Array.from({ length: count }).reduce<string>(
    (changed) => pick(random, MUTATIONS)(changed, random),
    text,
  );
}
