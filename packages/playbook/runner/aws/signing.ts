import { Sha256 } from "@aws-crypto/sha256-js";
import { defaultProvider } from "@aws-sdk/credential-provider-node";
import { SignatureV4 } from "@smithy/signature-v4";
import { messageOf, TaskFailure } from "../failure.ts";
import type { Mask } from "../output/mask.ts";

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export interface SignedRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

let chain: ReturnType<typeof defaultProvider> | undefined;

/**
 * Credentials by the AWS SDK's own chain: environment, profile (role, SSO, process), web identity, container, IMDS.
 *
 * @throws TaskFailure
 */
export async function credentials(mask: Mask): Promise<Credentials> {
  chain ??= defaultProvider();
  try {
    const found = await chain();
    mask.add(found.secretAccessKey);
    if (found.sessionToken !== undefined) mask.add(found.sessionToken);
    return found;
  } catch (error) {
    throw new TaskFailure(
      `no AWS credentials: ${messageOf(error)}; looked at the environment, the profile ${process.env["AWS_PROFILE"] ?? "default"}, web identity, the container and the instance`,
      {},
      { cause: error },
    );
  }
}

/** Where a service is reached: `AWS_ENDPOINT_URL_<SERVICE>`, `AWS_ENDPOINT_URL`, or AWS itself. */
export function endpointOf(
  service: string,
  region: string,
  environment: NodeJS.ProcessEnv = process.env,
): URL {
  const variable = `AWS_ENDPOINT_URL_${service.replaceAll("-", "_").toUpperCase()}`;
  const isIgnored = environment["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"] === "true";
  const configured = isIgnored ? undefined : environment[variable] || environment["AWS_ENDPOINT_URL"];
  if (configured !== undefined && configured !== "") return new URL(configured);
  const partition = region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
  return new URL(`https://${HOSTS[service] ?? service}.${region}.${partition}/`);
}
const HOSTS: Readonly<Record<string, string>> = { "secrets-manager": "secretsmanager" };

const signer = (service: string, region: string, keys: Credentials): SignatureV4 =>
  new SignatureV4({ service, region, credentials: keys, sha256: Sha256, applyChecksum: false });

/** The bearer token that EKS takes: a presigned `GetCallerIdentity` bound to the cluster's name. Good for 15 minutes. */
export async function eksToken(
  cluster: string,
  region: string,
  keys: Credentials,
  now = new Date(),
): Promise<string> {
  const endpoint = endpointOf("sts", region);
  const signed = await signer("sts", region, keys).presign(
    {
      method: "GET",
      protocol: endpoint.protocol,
      hostname: endpoint.hostname,
      ...(endpoint.port === "" ? {} : { port: Number(endpoint.port) }),
      path: "/",
      query: { Action: "GetCallerIdentity", Version: "2011-06-15" },
      headers: { host: endpoint.host, "x-k8s-aws-id": cluster },
    },
    {
      expiresIn: 60,
      signingDate: now,
      unhoistableHeaders: new Set(["x-k8s-aws-id"]),
      signableHeaders: new Set(["host", "x-k8s-aws-id"]),
    },
  );
  const query = Object.entries(signed.query ?? {})
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`)
    .join("&");
  return `k8s-aws-v1.${Buffer.from(`${endpoint.origin}/?${query}`).toString("base64url")}`;
}

export interface ServiceTarget {
  /** As in `AWS_ENDPOINT_URL_<NAME>` and in the host's name. */
  readonly name: string;
  readonly signingName: string;
  readonly region: string;
}

export interface UnsignedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export async function signRequest(
  service: ServiceTarget,
  keys: Credentials,
  wanted: UnsignedRequest,
): Promise<SignedRequest> {
  const endpoint = endpointOf(service.name, service.region);
  const signed = await signer(service.signingName, service.region, keys).sign({
    method: wanted.method,
    protocol: endpoint.protocol,
    hostname: endpoint.hostname,
    ...(endpoint.port === "" ? {} : { port: Number(endpoint.port) }),
    path: wanted.path,
    query: {},
    headers: { host: endpoint.host, ...wanted.headers },
    body: wanted.body,
  });
  return { url: `${endpoint.origin}${wanted.path}`, headers: signed.headers };
}
