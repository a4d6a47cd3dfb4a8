import { readFileSync } from "node:fs";
import { renderFile } from "../../jinja/render.ts";
import { fromYaml } from "../../jinja/yaml.ts";
import { messageOf, TaskFailure } from "../failure.ts";
import { request } from "../http.ts";
import type { Arguments } from "../modules/arguments.ts";
import type { ModuleContext } from "../modules/module.ts";
import type { KubernetesObject } from "./client.ts";

type Loose = Record<string, unknown>;

function documents(text: string, source: string): readonly unknown[] {
  try {
    return fromYaml(text);
  } catch (error) {
    throw new TaskFailure(
      `Failed to load resource definition: ${source}: ${messageOf(error)}`,
      {},
      { cause: error },
    );
  }
}

async function readSource(source: string, context: ModuleContext): Promise<string> {
  if (!/^https?:\/\//.test(source)) {
    try {
      return readFileSync(context.file(source), "utf8");
    } catch (error) {
      throw new TaskFailure(
        `Failed to load resource definition: Error accessing ${source}. Does the file exist? (${messageOf(error)})`,
      );
    }
  }
  const response = await request({ method: "GET", url: source, timeout: 30_000, signal: context.signal });
  if (response.status !== 200)
    throw new TaskFailure(`Failed to load resource definition: ${source} answered ${response.status}`);
  return response.body.toString("utf8");
}

function renderTemplates(template: unknown, context: ModuleContext): readonly unknown[] {
  const entries = Array.isArray(template) ? template : [template];
  return entries.flatMap((entry) => {
    const options = typeof entry === "string" ? { path: entry } : (entry as Loose);
    const path = String(options["path"] ?? "");
    const text = renderFile(readFileSync(context.file(path), "utf8"), context.variables, context.jinja, {
      trimBlocks: options["trim_blocks"] !== false,
      lstripBlocks: options["lstrip_blocks"] === true,
    });
    return documents(text, path);
  });
}

/** `a/b: c` of a List kind are its items. */
const unpack = (object: Loose): readonly Loose[] =>
  String(object["kind"] ?? "").endsWith("List") && Array.isArray(object["items"])
    ? (object["items"] as Loose[])
    : [object];

/** Every object that the arguments of `k8s` describe, with `kind`, `name` and `namespace` filled in from them. */
export async function readDefinitions(
  args: Arguments,
  context: ModuleContext,
): Promise<readonly KubernetesObject[]> {
  const given = args.get("resource_definition");
  let found: readonly unknown[];
  if (args.has("template")) found = renderTemplates(args.get("template"), context);
  else if (args.has("src")) found = documents(await readSource(args.text("src"), context), args.text("src"));
  else if (given === undefined) found = [{}];
  else if (typeof given === "string") found = documents(given, "definition");
  else
    found = Array.isArray(given)
      ? given.flatMap((entry) => (typeof entry === "string" ? documents(entry, "definition") : [entry]))
      : [given];
  return found
    .filter((entry): entry is Loose => typeof entry === "object" && entry !== null)
    .flatMap(unpack)
    .map((entry) => complete(entry, args));
}

function complete(entry: Loose, args: Arguments): KubernetesObject {
  const metadata = { ...(entry["metadata"] as Loose | undefined) };
  if (args.has("name")) metadata["name"] ??= args.text("name");
  else if (args.has("generate_name")) metadata["generateName"] ??= args.text("generate_name");
  if (args.has("namespace")) metadata["namespace"] ??= args.text("namespace");
  const kind = entry["kind"] ?? args.get("kind");
  if (typeof kind !== "string")
    throw new TaskFailure("Failed to load resource definition: the object has no kind");
  return { ...entry, apiVersion: String(entry["apiVersion"] ?? args.text("api_version")), kind, metadata };
}
