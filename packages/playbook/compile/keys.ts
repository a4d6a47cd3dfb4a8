import { createHash } from "node:crypto";
import type { Json, Position } from "../ir.ts";
import type { Draft } from "./draft.ts";
import type { Report } from "./report.ts";

const LONGEST = 63;

export const digest = (text: string): string => createHash("sha256").update(text).digest("hex");

/** JSON with sorted keys: equal for equal data. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value) ?? "null";
  const entries = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(",")}}`;
}

/** Keeps a key within its length; what is cut off is told apart by a digest. */
const shortened = (key: string): string =>
  key.length <= LONGEST ? key : `${key.slice(0, LONGEST - 9)}-${digest(key).slice(0, 8)}`;

/** `Wait for the API` → `wait-for-the-api` */
export function slug(text: string): string {
  const words = text
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/\{\{|\}\}|\{%|%\}/g, " ")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "");
  return /^[a-z]/.test(words) ? words : `task-${words === "" ? digest(text).slice(0, 8) : words}`;
}

/** The key that a task asks for by its setting, its role and its name. */
export function wantedKey(draft: Draft): string {
  if (draft.meta.key !== undefined) return draft.meta.key;
  const role = draft.role === undefined ? "" : `${slug(draft.role.split("/").pop()!)}_`;
  if (draft.name !== undefined) return shortened(role + slug(draft.name));
  if (draft.kind === "block") return shortened(`${role}block-${digest(canonical(bare(draft))).slice(0, 8)}`);
  const module = draft.module.slice(draft.module.lastIndexOf(".") + 1).replaceAll("_", "-");
  return shortened(`${role}${module}-${digest(canonical(draft.args as Json)).slice(0, 8)}`);
}

const bare = (draft: Draft): unknown =>
  draft.kind === "task"
    ? [draft.module, draft.args]
    : [draft.block.map(bare), draft.rescue.map(bare), draft.always.map(bare)];

const RESERVED = /^(?:preflight|recap|undo_|handler_)/;

/** Hands out keys, each once. */
export class Keys {
  readonly #taken = new Map<string, Position>();
  readonly #report: Report;

  constructor(report: Report) {
    this.#report = report;
  }

  take(draft: Draft, prefix = ""): string {
    const wanted = shortened(prefix + wantedKey(draft));
    const { position } = draft;
    if (prefix === "" && RESERVED.test(wanted)) {
      this.#report.error(
        "address",
        position,
        [],
        `the key "${wanted}" is used by eksplan itself; set another with vars: { bootstrap_key: … }`,
      );
    }
    const other = this.#taken.get(flat(wanted));
    if (other === undefined) {
      this.#taken.set(flat(wanted), position);
      return wanted;
    }
    const where = `${other.file}:${other.line}`;
    if (draft.meta.key !== undefined) {
      this.#report.error(
        "address",
        position,
        [],
        `the key "${wanted}" is taken by the task at ${where}; a key is an address in the state and is given once`,
      );
      return wanted;
    }
    // Ansible allows two tasks of one name; a number tells them apart, at the price of depending on their order.
    for (let number = 2; ; number++) {
      const key = shortened(`${wanted}-${number}`);
      if (this.#taken.has(flat(key))) continue;
      this.#taken.set(flat(key), position);
      this.#report.warning(
        position,
        [],
        `has the name of the task at ${where}, so its address is "${key}" by order; set vars: { bootstrap_key: … } to keep it when tasks move`,
      );
      return key;
    }
  }
}

/** Terraform takes `a-b` and `a_b` for two names, people don't. */
const flat = (key: string): string => key.replaceAll("-", "_");
