import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { collection } from "../../core/collection.ts";
import { openStateFile } from "../../core/persistence.ts";
import { Store } from "../../core/store.ts";

const kept = collection<{ readonly n: number }>("test/kept", "account");

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "state-"));
  file = path.join(folder, "state.jsonl");
});
afterEach(() => rmSync(folder, { recursive: true }));

function open() {
  const store = new Store();
  const state = openStateFile(file, store);
  return { store, here: store.use(kept, "1", "eu"), state };
}

test("what was committed is there again without the file having been closed", () => {
  const first = open();
  first.store.transact(() => first.here.put("a", { n: 1 }));
  first.store.transact(() => first.here.put("b", { n: 2 }));
  first.store.transact(() => first.here.delete("a"));
  expect(open().here.list()).toEqual([{ n: 2 }]);
});

test("a line cut off by a kill is left out", () => {
  const error = vi.spyOn(console, "error").mockImplementation(() => {});
  const first = open();
  first.store.transact(() => first.here.put("a", { n: 1 }));
  appendFileSync(file, '[{"collection":"test/kept","scope":"1/","key":"b","val');
  expect(open().here.keys()).toEqual(["a"]);
  expect(error).toHaveBeenCalledOnce();
  error.mockRestore();
});

test("history is folded when the file is opened", () => {
  const first = open();
  for (let n = 0; n < 50; n++) first.store.transact(() => first.here.put("a", { n }));
  first.state.close();
  open().state.close();
  expect(readFileSync(file, "utf8").split("\n")).toHaveLength(2);
});

test.for([
  ["no JSON", "not json"],
  ["no list", '{"collection":"test/kept"}'],
  ["a list of something else", '[{"collection":5}]'],
  ["a change without a key", '[{"collection":"test/kept","scope":"1/"}]'],
])("a file with %s is named with the line", ([, line]) => {
  writeFileSync(file, `[]\n${line}\n[]\n`);
  expect(open).toThrow(`state file ${file} is broken at line 2: not a list of changes in JSON`);
});
