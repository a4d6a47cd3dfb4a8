import { aggregatedDiscovery, apiVersions, group, groupList, groupsOf, resourceList } from "./discovery.ts";
import type { Answer, Exchange } from "./exchange.ts";
import { Failure } from "./failure.ts";
import type { Json, JsonObject } from "./json.ts";
import { apiVersionOf } from "./kinds.ts";
import { openApiDocument, openApiIndex } from "./openapi.ts";

/** Paths that anybody may ask for, without a token. */
export const isHealthPath = (path: string): boolean => /^\/(?:healthz|livez|readyz)(?:\/.*)?$/.test(path);

function versionDocument(version: { readonly kubernetes: string; readonly platform: string }): JsonObject {
  const [major = "1", minor = "0"] = version.kubernetes.split(".");
  return {
    major,
    minor,
    gitVersion: `v${version.kubernetes}.0-${version.platform.replace("eks.", "eks-")}`,
    gitCommit: "0000000000000000000000000000000000000000",
    gitTreeState: "clean",
    buildDate: "2026-01-01T00:00:00Z",
    goVersion: "none",
    compiler: "none",
    platform: "linux/amd64",
  };
}

const ok = (body: Json): Answer => ({ status: 200, body });
const unknownPath = () => new Failure("NotFound", "the server could not find the requested resource");

/** Answers requests for what is no resource: health, version, discovery, OpenAPI. */
export function servePath(
  exchange: Exchange,
  version: { readonly kubernetes: string; readonly platform: string },
  endpoint: string,
): Answer {
  const { target, method, request } = exchange;
  if (method !== "GET" && method !== "HEAD")
    throw new Failure("MethodNotAllowed", "the server does not allow this method on the requested resource");
  const path = target.path.replace(/\/$/, "");
  if (isHealthPath(path)) return ok("ok");
  if (path === "/version") return ok(versionDocument(version));
  const groups = groupsOf(exchange.registry);
  const wantsAll =
    /as=APIGroupDiscoveryList/.test(request.headers.accept ?? "") &&
    /v=v2(?![a-z\d])/.test(request.headers.accept ?? "");
  if (path === "/api")
    return ok(
      wantsAll ? aggregatedDiscovery(groups.filter(({ name }) => name === "")) : apiVersions(endpoint),
    );
  if (path === "/apis")
    return ok(wantsAll ? aggregatedDiscovery(groups.filter(({ name }) => name !== "")) : groupList(groups));
  if (path === "/openapi/v3") return ok(openApiIndex(groups));
  const document = path.match(/^(\/openapi\/v3)?\/(?:api|apis\/([^/]+))(?:\/([^/]+))?$/);
  if (document === null) throw unknownPath();
  const [, openApi, groupName = "", versionName] = document;
  const found = groups.find(({ name }) => name === groupName);
  const one = found?.versions.find((candidate) => candidate.version === versionName);
  if (found !== undefined && openApi === undefined && versionName === undefined) return ok(group(found));
  if (one === undefined) throw unknownPath();
  if (openApi !== undefined) return ok(openApiDocument(groupName, one.version, one.kinds));
  return ok(resourceList(apiVersionOf({ group: groupName, version: one.version }), one.kinds));
}
