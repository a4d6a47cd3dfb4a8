import { request } from "node:https";
import { type Clock, scaledClock } from "../../core/clock.ts";
import type { Collection } from "../../core/collection.ts";
import type {
  AccessView,
  AddonView,
  ClusterView,
  FargateProfileView,
  KubernetesApi,
  KubernetesEndpoint,
  NodeView,
} from "../../core/kubernetes-api.ts";
import { kubernetesApi } from "../../kubernetes/api.ts";

/** What a test can change about a cluster's surroundings while it runs. */
export interface Surroundings {
  name: string;
  version: string;
  mode: "API" | "API_AND_CONFIG_MAP" | "CONFIG_MAP";
  nodes: NodeView[];
  access: AccessView[];
  addons: AddonView[];
  fargateProfiles: FargateProfileView[];
  selfManagedAddons: string[];
  preservedAddons: string[];
}

export const account = "123456789012";
export const admin = `arn:aws:iam::${account}:user/admin`;
export const clusterAdmin = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy";

export function accessEntry(principalArn: string, ...policies: AccessView["policies"]): AccessView {
  return { principalArn, type: "STANDARD", username: principalArn, groups: [], policies };
}

export function node(name: string, change: Partial<NodeView> = {}): NodeView {
  return {
    name,
    instanceId: `i-${name}`,
    instanceType: "m7i.large",
    zone: "eu-central-1a",
    zoneId: "euc1-az2",
    privateIp: "10.0.1.23",
    group: "system",
    labels: { "eks.amazonaws.com/nodegroup": "system" },
    taints: [],
    kubeletVersion: "v1.34.2-eks-local",
    osImage: "Amazon Linux 2023",
    architecture: "amd64",
    operatingSystem: "linux",
    capacity: { pods: 29, cpu: 2, memoryMiB: 8192 },
    ready: true,
    createdAt: Date.UTC(2026, 10, 22),
    ...change,
  };
}

function collectionOf(values: Map<string, unknown>): Collection<unknown> {
  const keys = (prefix = "") => [...values.keys()].filter((key) => key.startsWith(prefix));
  return {
    get: (key) => values.get(key),
    has: (key) => values.has(key),
    put: (key, value) => {
      values.set(key, structuredClone(value));
      return value;
    },
    patch: (key, change) =>
      values.set(key, { ...(values.get(key) as object), ...(change as object) }).get(key),
    delete: (key) => values.delete(key),
    list: (prefix) => keys(prefix).map((key) => values.get(key)),
    keys,
    get size() {
      return values.size;
    },
    count: () => 0,
  };
}

export function clusterView(
  surroundings: Surroundings,
  clock: Clock,
  stored = new Map<string, unknown>(),
): ClusterView {
  const objects = collectionOf(stored);
  return {
    arn: `arn:aws:eks:eu-central-1:${account}:cluster/${surroundings.name}`,
    name: surroundings.name,
    account,
    region: "eu-central-1",
    now: () => clock.now(),
    exists: () => true,
    version: () => ({ kubernetes: surroundings.version, platform: "eks.3" }),
    authenticationMode: () => surroundings.mode,
    selfManagedAddons: () => surroundings.selfManagedAddons,
    nodes: () => surroundings.nodes,
    access: () => surroundings.access,
    addons: () => surroundings.addons,
    preservedAddons: () => surroundings.preservedAddons,
    fargateProfiles: () => surroundings.fargateProfiles,
    principal: (accessKeyId) => ({ account, arn: `arn:aws:iam::${account}:user/${accessKeyId}` }),
    read: (work) => work(objects),
    write: (work) => work(objects),
  };
}

/** A token as `aws eks get-token` makes it, but for the signature, which nobody checks. */
export function tokenOf(accessKeyId: string, signedAt = Date.now()): string {
  const date = new Date(signedAt).toISOString().replaceAll(/[-:]|\.\d+/g, "");
  const query = new URLSearchParams({
    Action: "GetCallerIdentity",
    Version: "2011-06-15",
    "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
    "X-Amz-Credential": `${accessKeyId}/${date.slice(0, 8)}/eu-central-1/sts/aws4_request`,
    "X-Amz-Date": date,
    "X-Amz-Expires": "60",
    "X-Amz-SignedHeaders": "host;x-k8s-aws-id",
    "X-Amz-Signature": "0".repeat(64),
  });
  const url = `https://sts.eu-central-1.amazonaws.com/?${query}`;
  return `k8s-aws-v1.${Buffer.from(url).toString("base64url")}`;
}

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  readonly body: any;
}

export interface CallOptions {
  readonly body?: unknown;
  readonly type?: string;
  readonly accept?: string;
  /** Access key id behind the token, or a whole token; undefined sends none. @default "admin" */
  readonly as?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One request, on a connection of its own. */
export function callEndpoint(
  endpoint: KubernetesEndpoint,
  method: string,
  path: string,
  { body, type = "application/json", accept = "application/json", headers = {}, ...rest }: CallOptions = {},
): Promise<Reply> {
  const as = "as" in rest ? rest.as : "admin";
  const token = as === undefined ? undefined : as.includes(".") ? as : tokenOf(as);
  const content = body === undefined ? undefined : Buffer.isBuffer(body) ? body : JSON.stringify(body);
  return new Promise<Reply>((resolve, reject) => {
    const outgoing = request(
      new URL(path, endpoint.endpoint),
      {
        method,
        ca: Buffer.from(endpoint.certificateAuthorityData, "base64"),
        agent: false,
        headers: {
          accept,
          ...(content === undefined
            ? {}
            : { "content-type": type, "content-length": Buffer.byteLength(content) }),
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...headers,
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () => {
          const text = Buffer.concat(chunks).toString("utf8");
          const isJson = response.headers["content-type"]?.startsWith("application/json") === true;
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text,
            body: isJson ? JSON.parse(text) : undefined,
          });
        });
      },
    );
    outgoing.on("error", reject);
    outgoing.end(content);
  });
}

export interface TestCluster extends AsyncDisposable {
  readonly surroundings: Surroundings;
  readonly stored: Map<string, unknown>;
  readonly api: KubernetesApi;
  readonly view: ClusterView;
  readonly endpoint: KubernetesEndpoint;
  readonly clock: Clock;
  call(method: string, path: string, options?: CallOptions): Promise<Reply>;
  create(path: string, body: unknown): Promise<Reply>;
  apply(path: string, body: object, manager?: string, force?: boolean): Promise<Reply>;
}

export interface ClusterOptions extends Partial<Surroundings> {
  readonly clock?: Clock;
  readonly stored?: Map<string, unknown>;
  readonly previous?: KubernetesEndpoint;
}

export async function startCluster(options: ClusterOptions = {}): Promise<TestCluster> {
  const { clock = scaledClock(100), stored = new Map<string, unknown>(), previous, ...change } = options;
  const surroundings: Surroundings = {
    name: "demo",
    version: "1.34",
    mode: "API",
    nodes: [],
    access: [accessEntry(admin, { policyArn: clusterAdmin, scope: "cluster", namespaces: [] })],
    addons: [],
    fargateProfiles: [],
    selfManagedAddons: [],
    preservedAddons: [],
    ...change,
  };
  const api = kubernetesApi();
  const view = clusterView(surroundings, clock, stored);
  const endpoint = await api.start(view, previous);
  const call: TestCluster["call"] = (...request) => callEndpoint(endpoint, ...request);
  return {
    surroundings,
    stored,
    api,
    view,
    endpoint,
    clock,
    call,
    create: (path, body) => call("POST", path, { body }),
    apply: (path, body, manager = "tester", force = false) =>
      call("PATCH", `${path}?fieldManager=${manager}&force=${force}`, {
        body,
        type: "application/apply-patch+yaml",
      }),
    [Symbol.asyncDispose]: () => api.close(),
  };
}
