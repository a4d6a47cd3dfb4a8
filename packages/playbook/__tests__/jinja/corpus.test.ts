import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { renderText } from "../../jinja/render.ts";
import { Variables } from "../../jinja/scope.ts";
import { standard } from "../../jinja/standard.ts";
import { Callable, DateTime, Float, isDict, OMIT } from "../../jinja/value.ts";

// The answers are ansible-core's own (packages/playbook/__tests__/oracle/jinja.py); every template must come to the same value, of the
// same type, or be refused by both.

type Answer = { readonly value: unknown } | { readonly error: string };

const data = (name: string): string => readFileSync(`packages/playbook/__tests__/jinja/data/${name}`, "utf8");
const answers = JSON.parse(data("answers.json")) as Record<string, Answer>;
const variables = JSON.parse(data("variables.json")) as Record<string, unknown>;

/** The oracle's way to write values down. */
function marked(value: unknown): unknown {
  if (value instanceof Float) return { $float: value.value };
  if (value instanceof Callable) throw new Error("a method is no value");
  if (value instanceof DateTime) return { $other: "datetime" };
  if (Array.isArray(value)) return value.filter((item) => item !== OMIT).map(marked);
  if (!isDict(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== OMIT)
      .map(([key, item]) => [key, marked(item)]),
  );
}

function answerOf(line: string): Answer {
  const template = line.startsWith("{%") ? line.replaceAll("\\n", "\n") : line;
  try {
    const value = renderText(template, new Variables(standard).templates(variables), standard);
    // A task drops an argument that is omitted; a template on its own has nowhere to drop it from.
    if (value === OMIT) return { error: "omitted" };
    return { value: marked(value) };
  } catch (error) {
    return { error: (error as Error).message };
  }
}

test("the corpus holds more than 300 templates and an answer for each", () => {
  const templates = data("corpus.txt")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("# "));
  expect(templates.length).toBeGreaterThan(300);
  expect(templates.filter((line) => !(line in answers))).toEqual([]);
});

/** Equal after parsing, but written in another way. */
const DIFFERENTLY_WRITTEN: Readonly<Record<string, string>> = {
  "{% set x = {'m': 'a\\nb', 'n': ' lead'} %}{{ x | to_nice_yaml }}": `m: "a\\nb"\n'n': ' lead'\n`,
};

test.for(Object.entries(answers))("%s is what Ansible makes of it", ([line, expected]) => {
  const got = answerOf(line);
  if ("error" in expected) expect(got, `Ansible refuses: ${expected.error}`).toHaveProperty("error");
  else expect(got).toEqual(line in DIFFERENTLY_WRITTEN ? { value: DIFFERENTLY_WRITTEN[line] } : expected);
});
