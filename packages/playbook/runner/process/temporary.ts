import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Guard } from "./guard.ts";

/** One folder for this process's secrets: only its user may look, and it is gone with the process. */
export class Temporary {
  readonly #guard: Guard;
  #folder: string | undefined;

  constructor(guard: Guard) {
    this.#guard = guard;
  }

  folder(): string {
    if (this.#folder === undefined) {
      this.#folder = mkdtempSync(path.join(tmpdir(), "eksplan-"));
      this.#guard.tell({ folder: this.#folder });
    }
    return this.#folder;
  }

  remove(): void {
    if (this.#folder !== undefined) rmSync(this.#folder, { recursive: true, force: true });
    this.#folder = undefined;
  }
}
