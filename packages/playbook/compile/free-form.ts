/** Arguments that may stand amid the free text of a command, `creates=/x`. */
const INLINE: Readonly<Record<string, readonly string[]>> = {
  "ansible.builtin.command": [
    "chdir",
    "creates",
    "removes",
    "stdin",
    "stdin_add_newline",
    "strip_empty_ends",
  ],
  "ansible.builtin.shell": ["chdir", "creates", "removes", "executable", "stdin", "stdin_add_newline"],
  "ansible.builtin.script": ["chdir", "creates", "removes", "executable"],
};

/**
 * Splits at spaces outside of quotes and of `{{ }}`; every piece keeps its own quotes and the space behind it, so that
 * joining gives back the text.
 */
function pieces(text: string): readonly string[] {
  const found: string[] = [];
  let piece = "";
  let quote = "";
  let depth = 0;
  for (let index = 0; index < text.length; index++) {
    const char = text[index]!;
    const pair = text.slice(index, index + 2);
    if (quote === "" && (pair === "{{" || pair === "{%")) depth++;
    if (quote === "" && (pair === "}}" || pair === "%}") && depth > 0) depth--;
    if (quote !== "" && char === quote && text[index - 1] !== "\\") quote = "";
    else if (quote === "" && depth === 0 && (char === '"' || char === "'")) quote = char;
    piece += char;
    if (quote === "" && depth === 0 && /\s/.test(char) && !/\s/.test(text[index + 1] ?? "")) {
      found.push(piece);
      piece = "";
    }
  }
  return piece === "" ? found : [...found, piece];
}

const unquoted = (text: string): string => {
  const match = /^(["'])(.*)\1$/s.exec(text);
  return match === null ? text : match[2]!;
};

/** `make install creates=/x` → `{ cmd: "make install", creates: "/x" }`. */
export function splitFreeForm(
  module: string,
  freeForm: string,
  text: string,
): Readonly<Record<string, string>> {
  const inline = INLINE[module];
  if (inline === undefined) return { [freeForm]: text.trim() };
  const args: Record<string, string> = {};
  let rest = "";
  for (const piece of pieces(text)) {
    const match = /^(\w+)=(.*)$/s.exec(piece.trim());
    if (match !== null && inline.includes(match[1]!)) args[match[1]!] = unquoted(match[2]!);
    else rest += piece;
  }
  return rest.trim() === "" ? args : { [freeForm]: rest.trim(), ...args };
}
