import { readdirSync, readFileSync, statSync } from "node:fs";

/** What was asked of the disk → what it answered. */
export type Answers = Readonly<Record<string, string>>;

const FOLDER = "folder";

/** The only way from the compiler to the disk. It remembers what it was asked, so that a result can be kept. */
export class Disk {
  readonly #answers = new Map<string, string>();

  get answers(): Answers {
    return Object.fromEntries(this.#answers);
  }

  /** Time of modification and size of a file; "" where there is nothing that can be looked at. */
  stamp(path: string): string {
    return this.#ask(path, stampOf);
  }

  exists(path: string): boolean {
    return this.stamp(path) !== "";
  }

  isFile(path: string): boolean {
    return this.exists(path) && !this.isFolder(path);
  }

  isFolder(path: string): boolean {
    return this.stamp(path) === FOLDER;
  }

  /** Names in a folder, sorted. */
  list(folder: string): readonly string[] {
    const names = this.#ask(`${folder}/`, listOf);
    return names === "" ? [] : names.split("\n");
  }

  /** @throws Error of Node when the file can't be read */
  read(file: string): Buffer {
    this.stamp(file);
    return readFileSync(file);
  }

  #ask(question: string, answer: (question: string) => string): string {
    const known = this.#answers.get(question) ?? answer(question);
    this.#answers.set(question, known);
    return known;
  }
}

/** Whether the disk would still give the same answers. */
export const stillHolds = (answers: Answers): boolean =>
  Object.entries(answers).every(
    ([question, answer]) => (question.endsWith("/") ? listOf : stampOf)(question) === answer,
  );

function stampOf(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return "";
  return found.isDirectory() ? FOLDER : `${found.mtimeMs}:${found.size}`;
}

function listOf(folder: string): string {
  try {
    return readdirSync(folder).sort().join("\n");
  } catch {
    return "";
  }
}
