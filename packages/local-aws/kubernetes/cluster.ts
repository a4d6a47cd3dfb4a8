import type { IncomingMessage, ServerResponse } from "node:http";
import type { ClusterView, RoleMapping } from "../core/kubernetes-api.ts";
import { authorize, forbiddenMessage } from "./authorize.ts";
import { mapRole } from "./aws-auth.ts";
import type { KeyPair } from "./certificates.ts";
import { type Settled, settle } from "./controllers/settle.ts";
import { type Answer, type Exchange, streaming } from "./exchange.ts";
import { Failure } from "./failure.ts";
import { type JsonObject, textAt } from "./json.ts";
import { Objects } from "./object-store.ts";
import type { KubeObject } from "./objects.ts";
import { isHealthPath, servePath } from "./paths.ts";
import { registryOf } from "./registry.ts";
import { attributesOfRequest, parseTarget, readBody } from "./request.ts";
import { accountOf } from "./service-account-tokens.ts";
import { readEksToken } from "./token.ts";
import { anonymous, type User, userOf } from "./users.ts";
import { serveResource } from "./verbs.ts";

/** How often the controllers look while somebody watches, in milliseconds by the machine's clock. */
const watchInterval = 100;

/** One cluster's API server: who asks, may they, what is the answer. Work of controllers is done when somebody looks. */
export class ClusterServer {
  readonly view: ClusterView;
  readonly #authority: KeyPair;
  readonly #wallClock: () => number;
  #objects: Objects | undefined;
  #settled: Settled | undefined;
  #watches = 0;
  #timer: NodeJS.Timeout | undefined;
  endpoint = "";

  constructor(view: ClusterView, authority: KeyPair, wallClock: () => number) {
    this.view = view;
    this.#authority = authority;
    this.#wallClock = wallClock;
  }

  /** Read from the state at the first request, so that a cluster nobody looks into costs nothing. */
  get #store(): Objects {
    this.#objects ??= new Objects(this.view);
    return this.#objects;
  }

  object(key: string, namespace: string, name: string): KubeObject | undefined {
    return this.#store.get(key, namespace === "" ? undefined : namespace, name);
  }

  mapRole(roleArn: string, mapping: RoleMapping | undefined): void {
    this.#settle().transact((transaction) => mapRole(transaction, roleArn, mapping));
  }

  #settle(): Objects {
    const objects = this.#store;
    this.#settled = settle(this.view, objects, this.#authority.certificate, this.#settled);
    return objects;
  }

  close(): void {
    clearInterval(this.#timer);
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // Deleted, and its port is about to be closed.
    if (!this.view.exists()) {
      request.socket.destroy();
      return;
    }
    const warnings: string[] = [];
    try {
      const answer = await this.#answer(request, response, warnings);
      if (answer === streaming) this.#keepSettling(response);
      else send(request, response, answer, warnings);
    } catch (error) {
      const failure =
        error instanceof Failure
          ? error
          : new Failure("InternalError", `Internal error occurred: ${(error as Error).stack}`);
      if (response.headersSent) response.destroy();
      else send(request, response, { status: failure.code, body: failure.toStatus() }, warnings);
    }
  }

  async #answer(
    request: IncomingMessage,
    response: ServerResponse,
    warnings: string[],
  ): Promise<Answer | typeof streaming> {
    const url = new URL(request.url ?? "/", "https://cluster");
    // Before the first await: a body that nobody reads in time is lost with its connection.
    const body = await readBody(request);
    const method = request.method ?? "GET";
    const target = parsePath(url.pathname);
    const objects = this.#settle();
    const authenticated = this.#authenticate(request, target.path);
    const user = this.#impersonated(request, authenticated);
    const attributes = attributesOfRequest(method, target, url.searchParams);
    const { allowed } = isHealthPath(target.path) ? { allowed: true } : authorize(objects, user, attributes);
    if (!allowed)
      throw new Failure(
        "Forbidden",
        forbiddenMessage(user, attributes),
        attributes.name === undefined
          ? { kind: target.plural }
          : { name: attributes.name, kind: target.plural },
      );
    const registry = registryOf(objects);
    const exchange: Exchange = {
      request,
      response,
      method,
      target,
      query: url.searchParams,
      attributes,
      user,
      body,
      objects,
      registry,
      now: this.view.now(),
      signingKey: this.#authority.key,
      authenticate: (token) => this.#userOf(token),
      warnings,
    };
    if (target.plural === undefined) return servePath(exchange, this.view.version(), this.endpoint);
    const kind = registry.byPath(target.group, target.version, target.plural);
    if (kind === undefined) throw new Failure("NotFound", "the server could not find the requested resource");
    const answer = serveResource(exchange, kind);
    if (method !== "GET" && method !== "HEAD") this.#settle();
    return answer;
  }

  #authenticate(request: IncomingMessage, path: string): User {
    const [scheme = "", token = ""] = (request.headers.authorization ?? "").split(" ");
    if (scheme === "" && isHealthPath(path)) return anonymous;
    const user = scheme.toLowerCase() === "bearer" ? this.#userOf(token) : undefined;
    if (user === undefined) throw new Failure("Unauthorized", "Unauthorized");
    return user;
  }

  #userOf(token: string): User | undefined {
    if (!token.startsWith("k8s-aws-"))
      return accountOf(this.#authority.key, token, this.#store, this.view.now());
    const read = readEksToken(token, this.#wallClock());
    if (typeof read === "string") return undefined;
    const principal = this.view.principal(read.accessKeyId);
    return userOf(this.view, this.#store, { ...principal, accessKeyId: read.accessKeyId });
  }

  /** `kubectl --as`: another user, if the one who asks may be them. */
  #impersonated(request: IncomingMessage, user: User): User {
    const name = request.headers["impersonate-user"];
    if (typeof name !== "string") return user;
    const groups = request.headersDistinct["impersonate-group"] ?? [];
    const questions = [["users", name], ...groups.map((group) => ["groups", group])] as const;
    for (const [resource, wanted] of questions) {
      const attributes = {
        verb: "impersonate",
        group: "",
        resource: resource as string,
        namespace: undefined,
        name: wanted,
        path: "",
      };
      if (!authorize(this.#store, user, attributes).allowed)
        throw new Failure("Forbidden", forbiddenMessage(user, attributes));
    }
    const account = name.match(/^system:serviceaccount:([^:]+):[^:]+$/);
    const own = account === null ? [] : ["system:serviceaccounts", `system:serviceaccounts:${account[1]}`];
    const base = name === "system:anonymous" ? "system:unauthenticated" : "system:authenticated";
    return { name, groups: [...groups, ...own, base], extra: {}, policies: [] };
  }

  /** Watches have to see what time brings about, so time is looked at while there are any. */
  #keepSettling(response: ServerResponse): void {
    this.#watches += 1;
    this.#timer ??= setInterval(() => {
      if (this.view.exists()) this.#settle();
    }, watchInterval).unref();
    response.on("close", () => {
      this.#watches -= 1;
      if (this.#watches > 0) return;
      clearInterval(this.#timer);
      this.#timer = undefined;
    });
  }
}

function parsePath(path: string) {
  try {
    return parseTarget(path);
  } catch {
    throw new Failure("BadRequest", `the path ${path} is not well-formed`);
  }
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  { status, body }: Answer,
  warnings: readonly string[],
): void {
  const isText = typeof body === "string";
  const content = isText ? body : `${JSON.stringify(body)}\n`;
  const retry =
    status === 429 || textAt(body as JsonObject, "reason") === "TooManyRequests"
      ? { "Retry-After": "1" }
      : {};
  const accept = request.headers.accept ?? "";
  // Aggregated discovery is told from the plain one by its content type alone.
  const isDiscovery = !isText && (body as JsonObject)["kind"] === "APIGroupDiscoveryList";
  const json = isDiscovery
    ? "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList"
    : "application/json";
  response.writeHead(status, {
    "Content-Type": isText ? "text/plain; charset=utf-8" : json,
    "Content-Length": Buffer.byteLength(content),
    "Cache-Control": "no-cache, private",
    ...(accept.includes("apidiscovery") ? { Vary: "Accept" } : {}),
    ...(warnings.length === 0
      ? {}
      : { Warning: warnings.map((text) => `299 - "${text.replaceAll('"', '\\"')}"`) }),
    ...retry,
  });
  response.end(request.method === "HEAD" ? undefined : content);
}
