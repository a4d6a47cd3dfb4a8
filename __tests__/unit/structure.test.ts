import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";

/** Source files of a folder, tests left out. */
const sources = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.(ts|mjs)$/.test(file) && !/(^|[/\\])(node_modules|__tests__)[/\\]/.test(file))
    .map((file) => path.join(folder, file));

interface Import {
  readonly file: string;
  /** A path from the project's folder, or the name of a package. */
  readonly target: string;
}

/** What a file imports or re-exports. */
function importsOf(file: string): readonly Import[] {
  const text = readFileSync(file, "utf8");
  const statement =
    /^(?:import|export)\s[\w\s{},*]*\bfrom "([^"]+)"|^import "([^"]+)"|\bimport\("([^"]+)"\)/gm;
  return [...text.matchAll(statement)]
    .map(([, from, alone, loaded]) => from ?? alone ?? loaded ?? "")
    .map((name) => ({
      file,
      target: name.startsWith(".") ? path.join(path.dirname(file), name) : name,
    }));
}

const importsIn = (folder: string) => sources(folder).flatMap(importsOf);
const lineOf = ({ file, target }: Import) => `${file} -> ${target}`;
const isWithin = (target: string, folder: string) => target.startsWith(`${folder}${path.sep}`);
const PACKAGES = readdirSync("packages");
const ROOMS: ReadonlySet<string> = new Set(readdirSync("."));
/** Whether a target is a file of this repository, and not a package or one of Node's modules. */
const isOurs = (target: string) => ROOMS.has(target.split(path.sep)[0]!);

describe("which room knows which", () => {
  test.for(PACKAGES)("packages/%s imports nothing of the program", (name) => {
    const own = path.join("packages", name);
    const outside = importsIn(own).filter(({ target }) => isOurs(target) && !isWithin(target, own));
    expect(outside.map(lineOf)).toEqual([]);
  });

  test.for(PACKAGES)("packages/%s lists the packages that it imports", (name) => {
    const { dependencies = {} } = JSON.parse(
      readFileSync(path.join("packages", name, "package.json"), "utf8"),
    );
    const used = importsIn(path.join("packages", name))
      .filter(({ target }) => !isOurs(target) && !target.startsWith("node:"))
      .map(({ target }) => /^(?:@[^/]+\/)?[^/]+/.exec(target)![0])
      .filter((one) => one !== `@eksplan/${name}`);
    expect([...new Set(used)].filter((one) => !Object.hasOwn(dependencies, one))).toEqual([]);
  });

  test("what a cluster is imports nothing", () => {
    const spec = path.join("modules", "spec");
    expect(
      importsIn(spec)
        .filter(({ target }) => !isWithin(target, spec))
        .map(lineOf),
    ).toEqual([]);
  });

  test("only modules/config and commands know eksctl's words", () => {
    const config = path.join("modules", "config");
    const knowing = ["stacks", "modules"]
      .flatMap(importsIn)
      .filter(({ file, target }) => isWithin(target, config) && !isWithin(file, config))
      .filter(({ file }) => file !== path.join("modules", "index.ts"));
    expect(knowing.map(lineOf)).toEqual([]);
  });

  test("modules know no stack, and nothing but the package's entry re-exports", () => {
    const entry = path.join("modules", "index.ts");
    const upwards = importsIn("modules").filter(
      ({ file, target }) => isWithin(target, "stacks") && file !== entry,
    );
    expect(upwards.map(lineOf)).toEqual([]);
    const barrels = ["modules", "stacks", "commands"]
      .flatMap(sources)
      .filter(
        (file) =>
          file !== entry && /^export (?:type )?(?:\*|\{[^}]*\}) from/m.test(readFileSync(file, "utf8")),
      );
    expect(barrels).toEqual([]);
  });

  test("the program takes of a package what it exports", () => {
    const named = ["modules", "stacks", "commands", "bench", "tools"]
      .flatMap(importsIn)
      .filter(({ target }) => isWithin(target, "packages"));
    // The bench measures what tests build, with their helpers.
    expect(named.filter(({ target }) => !target.includes("__tests__")).map(lineOf)).toEqual([]);
  });
});

test("a cluster stack is built from exported constructs alone", () => {
  const exported = new Set(importsOf(path.join("modules", "index.ts")).map(({ target }) => target));
  const made = ["stacks/cluster-stack.ts", ...sources(path.join("stacks", "cluster"))].flatMap((file) => {
    const text = readFileSync(file, "utf8");
    const classes = [...text.matchAll(/\bnew ([A-Z]\w+)\(/g)].map(([, name = ""]) => name);
    return classes.flatMap((name) => {
      const from = new RegExp(`import \\{[^}]*\\b${name}\\b[^}]*\\} from "([^"]+)"`).exec(text)?.[1];
      return from?.startsWith(".") ? [path.join(path.dirname(file), from)] : [];
    });
  });
  expect(made.length).toBeGreaterThan(8);
  expect(made.filter((file) => !exported.has(file))).toEqual([]);
});

test("every optional prop of a construct says what happens without it", () => {
  const silent = sources("modules").flatMap((file) => {
    const text = readFileSync(file, "utf8");
    return [...text.matchAll(/^export interface (\w+Props)\b[^{]*\{\n(.*?)^\}/gms)].flatMap(
      ([, name, body = ""]) =>
        [...body.matchAll(/(\/\*\*(?:(?!\*\/).)*\*\/\s*)?^ {2}readonly (\w+)\?:/gms)]
          .filter(([, comment = ""]) => !comment.includes("@default"))
          .map(([, , prop]) => `${file}: ${name}.${prop}`),
    );
  });
  expect(silent).toEqual([]);
});
