import { existsSync, readFileSync, statSync } from "node:fs";
import type { IncomingHttpHeaders } from "node:http";
import type https from "node:https";
import path from "node:path";
import { PYTHON_JSON, toJson } from "../../jinja/json.ts";
import { messageOf, TaskFailure } from "../failure.ts";
import { type HttpResponse, request } from "../http.ts";
import type { ArgumentSpec, Arguments } from "./arguments.ts";
import { applyAttributes, fileSpec } from "./attributes.ts";
import { fileFacts } from "./file-facts.ts";
import type { Module, ModuleContext, ModuleResult } from "./module.ts";
import { defaultMode, writeAtomically } from "./write.ts";

export const urlSpec: ArgumentSpec = {
  url: { required: true },
  url_username: { aliases: ["user"] },
  url_password: { aliases: ["password"], noLog: true },
  force_basic_auth: { type: "bool", default: false },
  validate_certs: { type: "bool", default: true },
  ca_path: { type: "path" },
  client_cert: { type: "path" },
  client_key: { type: "path" },
  headers: { type: "dict", default: {} },
  http_agent: { default: "ansible-httpget" },
  timeout: { type: "int" },
  use_proxy: { type: "bool", default: true },
  force: { type: "bool", default: false },
};

const read = (file: string): Buffer => {
  if (!existsSync(file)) throw new TaskFailure(`can't read ${file}: no such file`);
  return readFileSync(file);
};

export const tlsOptions = (args: Arguments): https.RequestOptions => ({
  rejectUnauthorized: args.flag("validate_certs"),
  ...(args.has("ca_path") ? { ca: read(args.text("ca_path")) } : {}),
  ...(args.has("client_cert")
    ? {
        cert: read(args.text("client_cert")),
        key: read(args.optionalText("client_key") ?? args.text("client_cert")),
      }
    : {}),
});

export function requestHeaders(args: Arguments): Record<string, string> {
  const headers: Record<string, string> = { "user-agent": args.text("http_agent") };
  for (const [name, value] of Object.entries(args.dict("headers")))
    headers[name.toLowerCase()] = String(value);
  if (args.has("url_username")) {
    headers["authorization"] ??=
      `Basic ${Buffer.from(`${args.text("url_username")}:${args.text("url_password")}`).toString("base64")}`;
  }
  return headers;
}

export interface Fetched {
  readonly response: HttpResponse;
  readonly url: string;
  readonly redirected: boolean;
}

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/** A request that follows redirects as `follow` says: all, safe (GET and HEAD only), none. */
export async function fetchUrl(
  args: Arguments,
  wanted: {
    readonly url?: string;
    readonly method: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: string | Buffer | undefined;
    readonly follow: string;
  },
  context: ModuleContext,
): Promise<Fetched> {
  let url = wanted.url ?? args.text("url");
  let { method, body } = wanted;
  let headers = wanted.headers;
  for (let hops = 0; ; hops++) {
    const response = await request({
      method,
      url,
      headers,
      body,
      options: tlsOptions(args),
      timeout: (args.has("timeout") ? args.number("timeout") : 30) * 1000,
      signal: context.signal,
    });
    const location = response.headers.location;
    const isSafe = method === "GET" || method === "HEAD";
    const follows =
      wanted.follow === "all" || wanted.follow === "yes" || (wanted.follow === "safe" && isSafe);
    if (!REDIRECTS.has(response.status) || location === undefined || !follows || hops >= 10)
      return { response, url, redirected: hops > 0 };
    const next = new URL(location, url);
    // Credentials stay with the host that they were given for.
    if (next.host !== new URL(url).host)
      headers = Object.fromEntries(Object.entries(headers).filter(([name]) => name !== "authorization"));
    if (
      response.status === 303 ||
      ((response.status === 301 || response.status === 302) && method === "POST")
    )
      [method, body] = ["GET", undefined];
    url = next.href;
  }
}

/** Headers as result keys: `content_type`. */
const headerKeys = (headers: Readonly<IncomingHttpHeaders>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name.replaceAll("-", "_"),
      Array.isArray(value) ? value.join(", ") : value,
    ]),
  );

function bodyOf(args: Arguments): { readonly body: string | undefined; readonly type: string | undefined } {
  const body = args.get("body");
  if (args.has("src")) return { body: read(args.text("src")).toString("utf8"), type: undefined };
  switch (args.text("body_format")) {
    case "json":
      return {
        body: body === undefined ? undefined : typeof body === "string" ? body : toJson(body, PYTHON_JSON),
        type: "application/json",
      };
    case "form-urlencoded": {
      if (body === undefined || typeof body === "string")
        return { body: body as string | undefined, type: "application/x-www-form-urlencoded" };
      const pairs = Object.entries(body as Record<string, unknown>).flatMap(([name, value]) =>
        (Array.isArray(value) ? value : [value]).map((item) => [name, String(item)] as [string, string]),
      );
      return { body: new URLSearchParams(pairs).toString(), type: "application/x-www-form-urlencoded" };
    }
    case "form-multipart":
      throw new TaskFailure("body_format form-multipart is not supported here; use json or form-urlencoded");
    default:
      return {
        body: body === undefined ? undefined : typeof body === "object" ? JSON.stringify(body) : String(body),
        type: undefined,
      };
  }
}

export const uri: Module = {
  spec: {
    ...urlSpec,
    ...fileSpec,
    method: { default: "GET" },
    body: { type: "raw" },
    body_format: { default: "raw", choices: ["raw", "json", "form-urlencoded", "form-multipart"] },
    src: { type: "path" },
    dest: { type: "path" },
    status_code: { type: "list", default: [200] },
    return_content: { type: "bool", default: false },
    follow_redirects: { default: "safe" },
    creates: { type: "path" },
    removes: { type: "path" },
    remote_src: { type: "bool", default: false },
  },
  supportsCheck: false,
  run: async (args, context) => {
    const method = args.text("method").toUpperCase();
    if (args.has("creates") && existsSync(args.text("creates")))
      return {
        changed: false,
        msg: `skipped, since '${args.text("creates")}' exists`,
        stdout: `skipped, since '${args.text("creates")}' exists`,
      };
    if (args.has("removes") && !existsSync(args.text("removes")))
      return {
        changed: false,
        msg: `skipped, since '${args.text("removes")}' does not exist`,
      };
    const { body, type } = bodyOf(args);
    const headers = requestHeaders(args);
    if (type !== undefined) headers["content-type"] ??= type;
    const url = args.text("url");
    const start = Date.now();
    const statuses = args.list("status_code").map(Number);
    let fetched: Fetched;
    try {
      fetched = await fetchUrl(
        args,
        { method, headers, body, follow: args.text("follow_redirects") },
        context,
      );
    } catch (error) {
      if (context.signal.aborted || error instanceof TaskFailure) throw error;
      const elapsed = Math.floor((Date.now() - start) / 1000);
      return answered(args, statuses, {
        status: -1,
        elapsed,
        redirected: false,
        url,
        msg: `Status code was -1 and not ${listed(statuses)}: Request failed: ${messageOf(error)}`,
      });
    }
    const { response } = fetched;
    const text = response.body.toString("utf8");
    const isJson = /\bjson\b/.test(String(response.headers["content-type"] ?? ""));
    let json: unknown;
    try {
      json = isJson ? JSON.parse(text) : undefined;
    } catch {
      json = undefined;
    }
    const result: Record<string, unknown> = {
      ...headerKeys(response.headers),
      status: response.status,
      url: fetched.url,
      redirected: fetched.redirected,
      elapsed: Math.floor((Date.now() - start) / 1000),
      cookies: {},
      cookies_string: "",
      msg:
        response.status >= 300
          ? `HTTP Error ${response.status}: ${response.reason}`
          : `OK (${response.headers["content-length"] ?? "unknown"} bytes)`,
      ...(json === undefined ? {} : { json }),
    };
    if (args.flag("return_content") || !statuses.includes(response.status)) result["content"] = text;
    const saved = args.has("dest") && statuses.includes(response.status) ? save(args, fetched, context) : {};
    return answered(args, statuses, { ...result, ...saved });
  },
};

const listed = (statuses: readonly number[]): string => `[${statuses.join(", ")}]`;

function answered(
  _: Arguments,
  statuses: readonly number[],
  result: Readonly<Record<string, unknown>>,
): ModuleResult {
  const status = result["status"] as number;
  if (statuses.includes(status)) return { changed: false, ...result };
  const msg =
    status < 0
      ? result["msg"]
      : `Status code was ${status} and not ${listed(statuses)}: ${String(result["msg"])}`;
  return { changed: false, ...result, failed: true, msg };
}

function save(
  args: Arguments,
  { response, url }: Fetched,
  context: ModuleContext,
): Readonly<Record<string, unknown>> {
  const dest = args.text("dest").endsWith("/")
    ? path.join(args.text("dest"), path.basename(new URL(url).pathname))
    : args.text("dest");
  const differs = !existsSync(dest) || !readFileSync(dest).equals(response.body);
  if (differs && !context.check) writeAtomically(dest, response.body, defaultMode());
  const attributes = existsSync(dest) ? applyAttributes(dest, args, context.check) : { changed: false };
  return {
    ...(existsSync(dest) ? fileFacts(statSync(dest)) : {}),
    changed: differs || attributes.changed,
    path: dest,
  };
}
