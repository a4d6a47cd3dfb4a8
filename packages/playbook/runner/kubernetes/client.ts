import { messageOf, TaskFailure } from "../failure.ts";
import { type HttpResponse, request, sleep } from "../http.ts";
import type { Connection } from "./connection.ts";

export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata?: {
    readonly name?: string;
    readonly namespace?: string;
    readonly generateName?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly resourceVersion?: string;
    readonly [key: string]: unknown;
  };
  readonly [key: string]: unknown;
}

/** A kind that the cluster serves. */
export interface Resource {
  readonly apiVersion: string;
  readonly kind: string;
  /** Plural name in the path. */
  readonly name: string;
  readonly singularName: string;
  readonly shortNames: readonly string[];
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
}

/** The API said no. */
export class ApiError extends TaskFailure {
  readonly status: number;
  readonly reason: string;
  constructor(status: number, reason: string, message: string, body: unknown) {
    super(message, { status, reason, error: status, body });
    this.status = status;
    this.reason = reason;
  }
}

export type Query = Readonly<Record<string, string | number | boolean | undefined>>;
export type PatchType = "merge-patch" | "strategic-merge-patch" | "json-patch" | "apply-patch";

const REQUEST_SECONDS = 30;
/** How long a passing trouble of the API is waited for. */
const PATIENCE_SECONDS = 120;
/** How long for an API that does not answer at all: that is seldom a trouble that passes. */
const SILENCE_SECONDS = 50;
const PASSING_STATUS = new Set([429, 500, 502, 503, 504]);
const PASSING_CODE = new Set([
  "ECONNRESET",
  "ECONNREFUSED",
  "EPIPE",
  "ETIMEDOUT",
  "EAI_AGAIN",
  "ENETUNREACH",
  "EHOSTUNREACH",
]);
/** A webhook whose pods are still starting; the message is the only sign. */
const WEBHOOK = /failed calling webhook|no endpoints available for service/;

function isPassing(response: HttpResponse, method: string): boolean {
  if (response.status === 500) return WEBHOOK.test(response.body.toString("utf8"));
  return PASSING_STATUS.has(response.status) || (response.status === 409 && method === "GET");
}

/** Requests to one cluster, with patience for what passes by itself. */
export class KubernetesClient {
  readonly connection: Connection;
  readonly #signal: AbortSignal;
  readonly #resources = new Map<string, Promise<readonly Resource[]>>();

  constructor(connection: Connection, signal: AbortSignal) {
    this.connection = connection;
    this.#signal = signal;
  }

  /** @throws ApiError; TaskFailure if the API can't be reached */
  async call(
    method: string,
    path: string,
    options: { readonly query?: Query; readonly body?: unknown; readonly type?: string } = {},
  ): Promise<unknown> {
    const query = Object.entries(options.query ?? {}).filter(
      ([, value]) => value !== undefined && value !== "",
    );
    const search =
      query.length === 0
        ? ""
        : `?${new URLSearchParams(query.map(([name, value]) => [name, String(value)] as [string, string]))}`;
    const response = await this.#patiently(method, `${this.connection.server}${path}${search}`, options);
    const text = response.body.toString("utf8");
    let body: unknown = text;
    if (/json/.test(String(response.headers["content-type"] ?? "json"))) {
      try {
        body = JSON.parse(text);
      } catch {
        body = text;
      }
    }
    if (response.status >= 200 && response.status < 300) return body;
    const status =
      typeof body === "object" && body !== null ? (body as { reason?: string; message?: string }) : {};
    const reason = status.reason ?? response.reason;
    throw new ApiError(response.status, reason, status.message ?? (text.trim() || reason), body);
  }

  async #patiently(
    method: string,
    url: string,
    options: { readonly body?: unknown; readonly type?: string },
  ): Promise<HttpResponse> {
    const deadline = Date.now() + PATIENCE_SECONDS * 1000;
    let silence = Date.now() + SILENCE_SECONDS * 1000;
    for (let attempt = 0; ; attempt++) {
      try {
        const response = await request({
          method,
          url,
          headers: {
            accept: "application/json",
            "user-agent": "eksplan",
            ...(options.body === undefined ? {} : { "content-type": options.type ?? "application/json" }),
            ...(await this.connection.headers()),
          },
          body: options.body === undefined ? undefined : JSON.stringify(options.body),
          options: this.connection.tls,
          timeout: Math.max(1000, Math.min(REQUEST_SECONDS * 1000, silence - Date.now())),
          signal: this.#signal,
        });
        silence = Date.now() + SILENCE_SECONDS * 1000;
        if (!isPassing(response, method) || Date.now() > deadline) return response;
      } catch (error) {
        this.#signal.throwIfAborted();
        const code = (error as NodeJS.ErrnoException).code ?? "";
        if (!PASSING_CODE.has(code) || Date.now() >= Math.min(silence, deadline)) {
          if (error instanceof TaskFailure) throw error;
          throw new TaskFailure(
            `can't reach the Kubernetes API at ${this.connection.server}: ${messageOf(error)}; see "HCP Terraform and private endpoints" in docs/bootstrap.md`,
            { code },
            { cause: error },
          );
        }
      }
      await sleep(
        Math.min(1000 * 2 ** Math.min(attempt, 4), 15_000) * (0.75 + Math.random() / 2),
        this.#signal,
      );
    }
  }

  /** Kinds of one API version, or `[]` if the cluster does not serve it. */
  resources(apiVersion: string): Promise<readonly Resource[]> {
    const known = this.#resources.get(apiVersion);
    if (known !== undefined) return known;
    const found = this.#discover(apiVersion);
    this.#resources.set(apiVersion, found);
    // A CRD that has just been applied is served a moment later, so an empty answer is not kept.
    void found.then(
      (list) => list.length === 0 && this.#resources.delete(apiVersion),
      () => this.#resources.delete(apiVersion),
    );
    return found;
  }

  forget(): void {
    this.#resources.clear();
  }

  async #discover(apiVersion: string): Promise<readonly Resource[]> {
    try {
      const list = (await this.call("GET", root(apiVersion))) as { resources?: readonly Partial<Resource>[] };
      return (list.resources ?? [])
        .filter((entry) => entry.name !== undefined && entry.kind !== undefined && !entry.name.includes("/"))
        .map((entry) => ({
          apiVersion,
          kind: entry.kind ?? "",
          name: entry.name ?? "",
          singularName: entry.singularName ?? "",
          shortNames: entry.shortNames ?? [],
          namespaced: entry.namespaced ?? false,
          verbs: entry.verbs ?? [],
        }));
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) return [];
      throw error;
    }
  }

  async find(apiVersion: string, kind: string): Promise<Resource | undefined> {
    const wanted = kind.toLowerCase();
    const resources = await this.resources(apiVersion);
    return (
      resources.find((resource) => resource.kind === kind) ??
      resources.find((resource) =>
        [resource.kind.toLowerCase(), resource.name, resource.singularName, ...resource.shortNames].includes(
          wanted,
        ),
      )
    );
  }

  async get(
    resource: Resource,
    name: string,
    namespace: string | undefined,
  ): Promise<KubernetesObject | undefined> {
    try {
      return (await this.call("GET", objectPath(resource, namespace, name))) as KubernetesObject;
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) return undefined;
      throw error;
    }
  }

  async list(
    resource: Resource,
    namespace: string | undefined,
    query: Query = {},
  ): Promise<readonly KubernetesObject[]> {
    const items: KubernetesObject[] = [];
    let next: string | undefined;
    do {
      const page = (await this.call("GET", objectPath(resource, namespace), {
        query: { limit: 500, ...query, continue: next },
      })) as {
        readonly items?: readonly KubernetesObject[] | null;
        readonly metadata?: { readonly continue?: string };
      };
      // Items of a list come without their kind.
      items.push(
        ...(page.items ?? []).map((item) => ({
          ...item,
          apiVersion: resource.apiVersion,
          kind: resource.kind,
        })),
      );
      next = page.metadata?.continue;
    } while (next !== undefined && next !== "");
    return items;
  }

  create(
    resource: Resource,
    object: KubernetesObject,
    namespace: string | undefined,
    query: Query = {},
  ): Promise<KubernetesObject> {
    return this.call("POST", objectPath(resource, namespace), {
      body: object,
      query,
    }) as Promise<KubernetesObject>;
  }

  replace(
    resource: Resource,
    object: KubernetesObject,
    namespace: string | undefined,
    query: Query = {},
  ): Promise<KubernetesObject> {
    return this.call("PUT", objectPath(resource, namespace, object.metadata?.name), {
      body: object,
      query,
    }) as Promise<KubernetesObject>;
  }

  patch(
    resource: Resource,
    at: { readonly name: string; readonly namespace: string | undefined; readonly subresource?: string },
    body: unknown,
    type: PatchType,
    query: Query = {},
  ): Promise<KubernetesObject> {
    const path =
      objectPath(resource, at.namespace, at.name) +
      (at.subresource === undefined ? "" : `/${at.subresource}`);
    const suffix = type === "apply-patch" ? "yaml" : "json";
    return this.call("PATCH", path, {
      body,
      type: `application/${type}+${suffix}`,
      query,
    }) as Promise<KubernetesObject>;
  }

  async delete(
    resource: Resource,
    name: string,
    namespace: string | undefined,
    options: { readonly body?: unknown; readonly query?: Query } = {},
  ): Promise<unknown> {
    return this.call("DELETE", objectPath(resource, namespace, name), options);
  }
}

const root = (apiVersion: string): string =>
  apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;

export function objectPath(resource: Resource, namespace: string | undefined, name?: string): string {
  const scope =
    resource.namespaced && namespace !== undefined ? `/namespaces/${encodeURIComponent(namespace)}` : "";
  return `${root(resource.apiVersion)}${scope}/${resource.name}${name === undefined ? "" : `/${encodeURIComponent(name)}`}`;
}
