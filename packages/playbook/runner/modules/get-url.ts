import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { messageOf, TaskFailure } from "../failure.ts";
import type { Arguments } from "./arguments.ts";
import { applyAttributes, fileSpec } from "./attributes.ts";
import { fileFacts, sha1 } from "./file-facts.ts";
import { parseMode } from "./mode.ts";
import type { Module, ModuleContext } from "./module.ts";
import { fetchUrl, requestHeaders, urlSpec } from "./uri.ts";
import { defaultMode, writeAtomically } from "./write.ts";

const download = (args: Arguments, context: ModuleContext, url: string) =>
  fetchUrl(args, { url, method: "GET", headers: requestHeaders(args), follow: "all" }, context);

/** `sha256:<digest>` or `sha256:<address of a list>`. */
async function wantedDigest(
  args: Arguments,
  context: ModuleContext,
): Promise<readonly [string, string] | undefined> {
  const checksum = args.optionalText("checksum");
  if (checksum === undefined || checksum === "") return undefined;
  const at = checksum.indexOf(":");
  if (at < 0) throw new TaskFailure("The checksum parameter has to be in format <algorithm>:<checksum>");
  const [algorithm, given] = [checksum.slice(0, at), checksum.slice(at + 1)];
  if (!/^(?:https?|file):\/\//.test(given)) return [algorithm, given.toLowerCase()];
  const { response } = await download(args, context, given);
  const name = path.posix.basename(new URL(args.text("url")).pathname);
  const lines = response.body
    .toString("utf8")
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/));
  const digest =
    lines.length === 1 && lines[0]?.length === 1
      ? lines[0][0]
      : lines.find(([, file]) => file?.replace(/^[*]/, "").replace(/^\.\//, "") === name)?.[0];
  if (digest === undefined)
    throw new TaskFailure(`Unable to find a checksum for file '${name}' in '${given}'`);
  return [algorithm, digest.toLowerCase()];
}

const digestOf = (algorithm: string, content: Buffer): string =>
  createHash(algorithm).update(content).digest("hex");

export const getUrl: Module = {
  spec: {
    ...urlSpec,
    ...fileSpec,
    dest: { type: "path", required: true },
    checksum: {},
    backup: { type: "bool", default: false },
    decompress: { type: "bool", default: true },
    tmp_dest: { type: "path" },
  },
  supportsCheck: true,
  run: async (args, context) => {
    const url = args.text("url");
    const given = args.text("dest");
    const isFolder = given.endsWith("/") || (existsSync(given) && statSync(given).isDirectory());
    const dest = isFolder
      ? path.join(given, path.posix.basename(new URL(url).pathname) || "index.html")
      : given;
    const wanted = await wantedDigest(args, context);
    const done = (changed: boolean, more: Readonly<Record<string, unknown>>) => {
      const attributes = existsSync(dest) ? applyAttributes(dest, args, context.check) : { changed: false };
      return {
        changed: changed || attributes.changed,
        url,
        dest,
        ...(existsSync(dest) ? fileFacts(statSync(dest)) : {}),
        ...more,
      };
    };
    const before = existsSync(dest) ? readFileSync(dest) : undefined;
    if (before !== undefined && !args.flag("force")) {
      if (wanted === undefined && !isFolder) return done(false, { msg: "file already exists" });
      if (wanted !== undefined && digestOf(wanted[0], before) === wanted[1])
        return done(false, { msg: "file already exists" });
    }
    const start = Date.now();
    const { response } = await download(args, context, url).catch((error: unknown) => {
      if (context.signal.aborted || error instanceof TaskFailure) throw error;
      throw new TaskFailure(`Request failed: ${messageOf(error)}`, {
        url,
        dest,
        status_code: -1,
        response: messageOf(error),
      });
    });
    const elapsed = Math.floor((Date.now() - start) / 1000);
    if (response.status !== 200)
      throw new TaskFailure("Request failed", {
        url,
        dest,
        status_code: response.status,
        response: `HTTP Error ${response.status}: ${response.reason}`,
        elapsed,
      });
    const content = response.body;
    if (wanted !== undefined && digestOf(wanted[0], content) !== wanted[1]) {
      throw new TaskFailure(
        `The checksum for ${dest} did not match ${wanted[1]}; it was ${digestOf(wanted[0], content)}.`,
        { url, dest },
      );
    }
    const differs = before === undefined || !before.equals(content);
    if (!existsSync(path.dirname(dest)))
      throw new TaskFailure(`Destination ${path.dirname(dest)} does not exist`, { url, dest });
    const mode = args.has("mode") ? parseMode(args.get("mode"), defaultMode(), false) : defaultMode();
    if (differs && !context.check) writeAtomically(dest, content, mode);
    return done(differs, {
      status_code: response.status,
      msg: `OK (${response.headers["content-length"] ?? "unknown"} bytes)`,
      elapsed,
      checksum_src: sha1(content),
      checksum_dest: before === undefined ? null : sha1(before),
    });
  },
};
