import { createPrivateKey, createPublicKey, sign, verify } from "node:crypto";
import { isObject, textAt } from "./json.ts";
import type { KubeObject, Reader } from "./objects.ts";
import type { User } from "./users.ts";

const audience = "https://kubernetes.default.svc";
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** Seconds that a token lives when the request doesn't say. */
export const defaultLifetime = 3600;

/**
 * A token for a service account, signed by the cluster's authority: other clusters refuse it.
 *
 * @param now simulated, milliseconds since 1970
 * @param lifetime seconds
 */
export function issueToken(
  key: string,
  account: KubeObject,
  audiences: readonly string[],
  now: number,
  lifetime: number,
): string {
  const { namespace = "", name, uid = "" } = account.metadata;
  const seconds = Math.floor(now / 1000);
  const claims = {
    aud: audiences.length > 0 ? audiences : [audience],
    exp: seconds + lifetime,
    iat: seconds,
    nbf: seconds,
    iss: audience,
    "kubernetes.io": { namespace, serviceaccount: { name, uid } },
    sub: `system:serviceaccount:${namespace}:${name}`,
  };
  const body = `${encode({ alg: "ES256", typ: "JWT" })}.${encode(claims)}`;
  const signature = sign("sha256", Buffer.from(body), {
    key: createPrivateKey(key),
    dsaEncoding: "ieee-p1363",
  });
  return `${body}.${signature.toString("base64url")}`;
}

/** The service account behind a token; undefined if the token is another cluster's, too old, or its account is gone. */
export function accountOf(key: string, token: string, objects: Reader, now: number): User | undefined {
  const [header = "", body = "", signature = ""] = token.split(".");
  try {
    const publicKey = createPublicKey(createPrivateKey(key));
    const isSigned = verify(
      "sha256",
      Buffer.from(`${header}.${body}`),
      { key: publicKey, dsaEncoding: "ieee-p1363" },
      Buffer.from(signature, "base64url"),
    );
    const claims: unknown = isSigned
      ? JSON.parse(Buffer.from(body, "base64url").toString("utf8"))
      : undefined;
    if (!isObject(claims) || typeof claims["exp"] !== "number" || claims["exp"] * 1000 < now)
      return undefined;
    const namespace = textAt(claims, "kubernetes.io", "namespace") ?? "";
    const name = textAt(claims, "kubernetes.io", "serviceaccount", "name") ?? "";
    const uid = textAt(claims, "kubernetes.io", "serviceaccount", "uid") ?? "";
    if (objects.get("serviceaccounts", namespace, name)?.metadata.uid !== uid) return undefined;
    return {
      name: `system:serviceaccount:${namespace}:${name}`,
      uid,
      groups: ["system:serviceaccounts", `system:serviceaccounts:${namespace}`, "system:authenticated"],
      extra: {},
      policies: [],
    };
  } catch {
    // Not a token at all: as wrong as a forged one.
    return undefined;
  }
}
