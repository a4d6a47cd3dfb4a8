import { getPath } from "../../jinja/access.ts";
import type { Scope } from "../../jinja/evaluate.ts";
import { plain } from "../../jinja/json.ts";
import { evaluateCondition, evaluateText } from "../../jinja/render.ts";
import { Undefined } from "../../jinja/value.ts";
import { TaskFailure } from "../failure.ts";
import { sleep } from "../http.ts";
import type { Module } from "./module.ts";

// Modules that do nothing outside of this process.

/** `a.b.c`, without failing where there is nothing. */
function readPath(name: string, variables: Scope): unknown {
  const [root = "", ...rest] = name.split(".");
  const value = variables.get(root) ?? new Undefined(`'${root}' is undefined`);
  return rest.length === 0 ? value : getPath(value, rest.join("."));
}

export const debug: Module = {
  spec: {
    msg: { type: "raw", default: "Hello world!" },
    var: { type: "raw" },
    verbosity: { type: "int", default: 0 },
  },
  supportsCheck: true,
  run: async (args, { verbosity, variables, jinja }) => {
    if (args.has("var") && args.get("msg") !== "Hello world!")
      throw new TaskFailure("'msg' and 'var' are incompatible options");
    if (args.number("verbosity") > verbosity) {
      return { changed: false, skipped: true, skipped_reason: "Verbosity threshold not met." };
    }
    if (!args.has("var")) return { changed: false, msg: args.get("msg") };
    const name = args.get("var");
    if (typeof name !== "string") return { changed: false, [JSON.stringify(name)]: name };
    // Plain paths are read without failing, so that debugging an unknown name says so.
    const value = /^\w+(\.\w+)*$/.test(name)
      ? readPath(name, variables)
      : evaluateText(name, variables, jinja);
    return {
      changed: false,
      [name]: value instanceof Undefined ? `<< error 1 - ${value.message} >>` : plain(value),
    };
  },
};

export const setFact: Module = {
  spec: {},
  supportsCheck: true,
  run: async (args) => {
    const facts = { ...args.dict("facts") };
    delete facts["cacheable"];
    if (Object.keys(facts).length === 0)
      throw new TaskFailure(
        "No key/value pairs provided, at least one is required for this action to succeed",
      );
    const wrong = Object.keys(facts).find((name) => !/^[A-Za-z_]\w*$/.test(name));
    if (wrong !== undefined) {
      throw new TaskFailure(
        `The variable name '${wrong}' is not valid. Variables must start with a letter or underscore character, and contain only letters, numbers and underscores.`,
      );
    }
    return { changed: false, ansible_facts: facts };
  },
};

export const assert: Module = {
  spec: {
    that: { type: "raw", required: true },
    fail_msg: { type: "raw", aliases: ["msg"] },
    success_msg: { type: "raw" },
    quiet: { type: "bool", default: false },
  },
  supportsCheck: true,
  run: async (args, { variables, jinja }) => {
    const that = args.get("that");
    const text = (message: unknown): unknown =>
      Array.isArray(message) ? message : message === undefined ? undefined : String(message);
    for (const condition of Array.isArray(that) ? that : [that]) {
      if (!evaluateCondition(condition, variables, jinja)) {
        return {
          changed: false,
          failed: true,
          assertion: condition,
          evaluated_to: false,
          msg: text(args.get("fail_msg")) ?? "Assertion failed",
        };
      }
    }
    return { changed: false, msg: text(args.get("success_msg")) ?? "All assertions passed" };
  },
};

export const fail: Module = {
  spec: { msg: { default: "Failed as requested from task" } },
  supportsCheck: true,
  run: async (args) => ({ changed: false, failed: true, msg: args.text("msg") }),
};

export const pause: Module = {
  spec: {
    seconds: { type: "float" },
    minutes: { type: "float" },
    prompt: {},
    echo: { type: "bool", default: true },
  },
  supportsCheck: true,
  run: async (args, { signal, check }) => {
    if (args.has("prompt"))
      throw new TaskFailure(
        "`prompt` waits for a person, and there is none during terraform apply; give `seconds` or `minutes`",
      );
    if (!args.has("seconds") && !args.has("minutes"))
      throw new TaskFailure("`pause` without `seconds` or `minutes` would wait for a person");
    const seconds = args.has("seconds") ? args.number("seconds") : args.number("minutes") * 60;
    const start = new Date();
    if (!check) await sleep(Math.max(0, seconds) * 1000, signal);
    return {
      changed: false,
      rc: 0,
      stdout: `Paused for ${seconds.toFixed(1)} seconds`,
      stderr: "",
      start: start.toISOString(),
      stop: new Date().toISOString(),
      delta: Math.round((Date.now() - start.getTime()) / 1000),
      echo: args.flag("echo"),
    };
  },
};
