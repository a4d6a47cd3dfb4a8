import { describe, expect, test } from "vitest";
import { collection } from "../../core/collection.ts";
import { type Change, Store } from "../../core/store.ts";

interface Thing {
  readonly size: number;
  readonly inner?: { readonly list: readonly number[] };
}

const things = collection<Thing>("test/things", "region", ({ size }, key) =>
  size > 0 ? { id: key } : undefined,
);

describe("a transaction", () => {
  test("that throws leaves everything as it was", () => {
    const store = new Store();
    const here = store.use(things, "1", "eu");
    store.transact(() => here.put("a", { size: 1 }));
    expect(() =>
      store.transact(() => {
        here.put("a", { size: 2 });
        here.put("b", { size: 3 });
        here.delete("a");
        throw new Error("no");
      }),
    ).toThrow("no");
    expect(here.get("a")).toEqual({ size: 1 });
    expect(here.keys()).toEqual(["a"]);
  });

  test("hands over its changes once, and only if it succeeds", () => {
    const store = new Store();
    const seen: Change[][] = [];
    store.onCommit = (changes) => seen.push([...changes]);
    const here = store.use(things, "1", "eu");
    store.transact(() => store.transact(() => here.put("a", { size: 1 })));
    expect(() =>
      store.transact(() => {
        here.put("b", { size: 1 });
        fail();
      }),
    ).toThrow();
    expect(seen).toEqual([[{ collection: "test/things", scope: "1/eu", key: "a", value: { size: 1 } }]]);
  });

  test("is needed for any change", () => {
    expect(() => new Store().use(things, "1", "eu").put("a", { size: 1 })).toThrow("outside a transaction");
  });
});

const fail = () => {
  throw new Error("no");
};

test("values are frozen to the bottom", () => {
  const store = new Store();
  const value = { size: 1, inner: { list: [1] } };
  store.transact(() => store.use(things, "1", "eu").put("a", value));
  expect(() => value.inner.list.push(2)).toThrow(TypeError);
});

test("accounts and regions don't see each other", () => {
  const store = new Store();
  store.transact(() => store.use(things, "1", "eu").put("a", { size: 1 }));
  expect(store.use(things, "2", "eu").size).toBe(0);
  expect(store.use(things, "1", "us").size).toBe(0);
});

test("what is left over names account, region and id, and leaves bookkeeping out", () => {
  const store = new Store();
  store.transact(() => {
    store.use(things, "1", "eu").put("a", { size: 1 });
    store.use(things, "1", "eu").put("b", { size: 0 });
  });
  expect(store.leftovers()).toEqual([{ kind: "test/things", account: "1", region: "eu", id: "a" }]);
});

test("the past can be looked at, and looking changes nothing", () => {
  const store = new Store();
  store.keepHistory(10_000);
  const here = store.use(things, "1", "eu");
  store.transact(() => here.put("a", { size: 1 }), 1000);
  store.transact(() => here.put("a", { size: 2 }), 2000);
  store.transact(() => here.put("b", { size: 3 }), 3000);
  expect(store.asOf(500, () => here.keys())).toEqual([]);
  expect(store.asOf(1500, () => here.list())).toEqual([{ size: 1 }]);
  const changed = store.asOf(2000, () => {
    here.put("z", { size: 9 });
    return here.list();
  });
  expect(changed).toEqual([{ size: 2 }, { size: 9 }]);
  expect(here.keys()).toEqual(["a", "b"]);
  expect(here.get("a")).toEqual({ size: 2 });
});

describe("the tally", () => {
  const counted = collection<{ readonly names: readonly string[] }>(
    "test/counted",
    "region",
    undefined,
    ({ names }) => names,
  );

  test("follows every change, those that are undone and those that are read back too", () => {
    const store = new Store();
    const here = store.use(counted, "1", "eu");
    store.transact(() => {
      here.put("a", { names: ["x", "y"] });
      here.put("b", { names: ["x"] });
    });
    expect([here.count("x"), here.count("y"), here.count("z")]).toEqual([2, 1, 0]);
    store.transact(() => {
      here.patch("a", { names: ["z"] });
      here.delete("b");
    });
    expect([here.count("x"), here.count("y"), here.count("z")]).toEqual([0, 0, 1]);
    expect(() =>
      store.transact(() => {
        here.put("c", { names: ["x"] });
        here.delete("a");
        throw new Error("no");
      }),
    ).toThrow("no");
    expect([here.count("x"), here.count("z")]).toEqual([0, 1]);

    const restarted = new Store();
    restarted.load(store.snapshot());
    expect(restarted.use(counted, "1", "eu").count("z")).toBe(1);
    expect(restarted.use(counted, "2", "eu").count("z")).toBe(0);
  });
});
