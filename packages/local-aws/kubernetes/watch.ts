import type { IncomingMessage, ServerResponse } from "node:http";
import { Failure } from "./failure.ts";
import type { Json, JsonObject } from "./json.ts";
import type { Objects } from "./object-store.ts";
import type { ChangeEvent, KubeObject } from "./objects.ts";

interface WatchOptions {
  readonly key: string;
  readonly matches: (object: KubeObject) => boolean;
  /** Form in which an object goes out: itself, or a table. */
  readonly shape: (object: KubeObject) => Json;
  /** Undefined: begin with all present objects. */
  readonly since: number | undefined;
  readonly bookmarks: boolean;
  /** Send the present objects first and a bookmark after them. */
  readonly initialEvents: boolean;
  readonly bookmarkKind: { readonly apiVersion: string; readonly kind: string };
  /** Seconds by the machine's clock; the watch ends after them. */
  readonly timeout: number | undefined;
}

/** Streams the changes of a kind, one JSON document a line, until the client leaves or the time is up. */
export function watch(
  objects: Objects,
  request: IncomingMessage,
  response: ServerResponse,
  options: WatchOptions,
): void {
  const { since, key, matches } = options;
  if (since !== undefined && since < objects.oldestRevision) {
    throw new Failure("Expired", `too old resource version: ${since} (${objects.oldestRevision})`);
  }
  response.writeHead(200, { "Content-Type": "application/json", "Cache-Control": "no-cache, private" });
  response.flushHeaders();
  const send = (type: string, object: Json) => response.write(`${JSON.stringify({ type, object })}\n`);
  const bookmark = (annotations: JsonObject = {}) => {
    const metadata = { resourceVersion: String(objects.revision), creationTimestamp: null, ...annotations };
    send("BOOKMARK", { ...options.bookmarkKind, metadata });
  };
  const forward = (event: ChangeEvent) => {
    if (event.key !== key) return;
    const { before, after, revision } = event;
    const [was, is] = [before !== undefined && matches(before), after !== undefined && matches(after)];
    if (is) send(was ? "MODIFIED" : "ADDED", options.shape(after as KubeObject));
    else if (was) {
      const last = (after ?? before) as KubeObject;
      send(
        "DELETED",
        options.shape({ ...last, metadata: { ...last.metadata, resourceVersion: String(revision) } }),
      );
    }
  };
  if (since === undefined || options.initialEvents) {
    for (const object of objects.list(key)) if (matches(object)) send("ADDED", options.shape(object));
    if (options.initialEvents) bookmark({ annotations: { "k8s.io/initial-events-end": "true" } });
  } else for (const event of objects.since(since)) forward(event);
  const unsubscribe = objects.subscribe((events) => {
    for (const event of events) forward(event);
  });
  const bookmarks = options.bookmarks ? setInterval(() => bookmark(), 30_000) : undefined;
  const end =
    options.timeout === undefined ? undefined : setTimeout(() => response.end(), options.timeout * 1000);
  const stop = () => {
    unsubscribe();
    clearInterval(bookmarks);
    clearTimeout(end);
  };
  bookmarks?.unref();
  end?.unref();
  response.on("close", stop);
  request.socket.setNoDelay(true);
}
