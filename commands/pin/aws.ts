import { Sha256 } from "@aws-crypto/sha256-js";
import { callJson } from "@eksplan/playbook/runner/aws/call";
import { type Credentials, credentials, endpointOf } from "@eksplan/playbook/runner/aws/signing";
import { messageOf } from "@eksplan/playbook/runner/failure";
import { type HttpResponse, request, sleep } from "@eksplan/playbook/runner/http";
import { Mask } from "@eksplan/playbook/runner/output/mask";
import { SignatureV4 } from "@smithy/signature-v4";
import { XMLParser } from "fast-xml-parser";

type Query = Readonly<Record<string, string>>;
type Answer = Readonly<Record<string, unknown>>;

const TIMEOUT_MS = 30_000;
const ATTEMPTS = 4;
const FORM = "application/x-www-form-urlencoded; charset=utf-8";

/** AWS refused, or could not be reached; the message names the call. */
export class AwsFailure extends Error {}

const parser = new XMLParser({
  parseTagValue: false,
  ignoreDeclaration: true,
  isArray: (name) => name === "item" || name === "Error",
});

interface Request {
  readonly service: "eks" | "ec2";
  readonly operation: string;
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly query: Query;
  readonly body?: string;
}

/** Signed questions to AWS, or to what `AWS_ENDPOINT_URL` names, in one region. Every method throws AwsFailure. */
export class Aws {
  readonly #region: string;
  readonly #mask = new Mask();
  #keys: Promise<Credentials> | undefined;

  constructor(region: string) {
    this.#region = region;
  }

  /** A `GET` of EKS, all pages; `list` is the field with the items. */
  async eks(operation: string, path: string, query: Query, list: string): Promise<readonly unknown[]> {
    return this.#pages(operation, list, async (token) => {
      const page = token === undefined ? query : { ...query, nextToken: token };
      const call: Request = { service: "eks", operation, method: "GET", path, query: page };
      return parsed(call, await this.#send(call), (text) => JSON.parse(text));
    });
  }

  /** A `GET` of EKS that answers with one thing; `field` is where it lies. */
  async eksOne(operation: string, path: string, field: string): Promise<unknown> {
    const call: Request = { service: "eks", operation, method: "GET", path, query: {} };
    return parsed(call, await this.#send(call), (text) => JSON.parse(text))[field];
  }

  /** A question of EC2, all pages; `list` is the set with the items. */
  async ec2(operation: string, input: Query, list: string): Promise<readonly unknown[]> {
    return this.#pages(operation, list, async (token) => {
      const form = new URLSearchParams({
        Action: operation,
        Version: "2016-11-15",
        ...input,
        ...(token !== undefined && { NextToken: token }),
      });
      const body = form.toString();
      const call: Request = { service: "ec2", operation, method: "POST", path: "/", query: {}, body };
      const document = parsed(call, await this.#send(call), (text) => parser.parse(text) as Answer);
      const answer = (document[`${operation}Response`] ?? {}) as Answer;
      const set = answer[list] as { readonly item?: readonly unknown[] } | string | undefined;
      // An empty element is read as an empty text.
      return { ...answer, [list]: typeof set === "object" ? (set.item ?? []) : [] };
    });
  }

  async ssm(operation: string, input: unknown): Promise<Answer> {
    const service = { name: "ssm", signingName: "ssm", target: "AmazonSSM" };
    try {
      return await callJson(
        service,
        this.#region,
        operation,
        input,
        this.#mask,
        AbortSignal.timeout(ATTEMPTS * TIMEOUT_MS),
      );
    } catch (error) {
      throw new AwsFailure(`ssm ${messageOf(error)}`, { cause: error });
    }
  }

  async #pages(operation: string, list: string, ask: (token: string | undefined) => Promise<Answer>) {
    const items: unknown[] = [];
    let token: string | undefined;
    do {
      const answer = await ask(token);
      const page = answer[list];
      if (!Array.isArray(page)) throw new AwsFailure(`${operation}: the answer has no ${list}`);
      items.push(...page);
      const next = answer["nextToken"];
      token = typeof next === "string" && next !== "" ? next : undefined;
    } while (token !== undefined);
    return items;
  }

  async #send(call: Request): Promise<HttpResponse> {
    this.#keys ??= credentials(this.#mask);
    const keys = await this.#keys.catch((error: unknown) => {
      throw new AwsFailure(`${nameOf(call)}: ${messageOf(error)}`, { cause: error });
    });
    for (let attempt = 1; ; attempt++) {
      let trouble: string;
      try {
        const response = await request({ ...(await this.#sign(call, keys)), timeout: TIMEOUT_MS });
        if (response.status < 300) return response;
        const { code, message } = errorOf(response);
        trouble = `${nameOf(call)}: ${code}: ${message}`;
        const passes = response.status >= 500 || /Throttl|TooManyRequests|RequestLimitExceeded/.test(code);
        // 501 is an operation that nobody answers, however often it is asked for.
        if (!passes || response.status === 501) throw new AwsFailure(trouble);
      } catch (error) {
        if (error instanceof AwsFailure) throw error;
        const { origin } = endpointOf(call.service, this.#region);
        trouble = `${nameOf(call)}: can't reach ${origin}: ${messageOf(error)}`;
      }
      if (attempt >= ATTEMPTS) throw new AwsFailure(trouble);
      await sleep(100 * 2 ** attempt, new AbortController().signal);
    }
  }

  async #sign(call: Request, keys: Credentials) {
    const endpoint = endpointOf(call.service, this.#region);
    const signer = new SignatureV4({
      service: call.service,
      region: this.#region,
      credentials: keys,
      sha256: Sha256,
    });
    const { headers } = await signer.sign({
      method: call.method,
      protocol: endpoint.protocol,
      hostname: endpoint.hostname,
      ...(endpoint.port === "" ? {} : { port: Number(endpoint.port) }),
      path: call.path,
      query: { ...call.query },
      headers: { host: endpoint.host, ...(call.body !== undefined && { "content-type": FORM }) },
      ...(call.body !== undefined && { body: call.body }),
    });
    const query = Object.entries(call.query)
      .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
      .join("&");
    const url = `${endpoint.origin}${call.path}${query === "" ? "" : `?${query}`}`;
    return { method: call.method, url, headers, body: call.body };
  }
}

const nameOf = ({ service, operation }: Request): string => `${service} ${operation}`;

function parsed(call: Request, response: HttpResponse, read: (text: string) => Answer): Answer {
  try {
    return read(response.body.toString("utf8"));
  } catch (error) {
    throw new AwsFailure(`${nameOf(call)}: the answer can't be read: ${messageOf(error)}`, { cause: error });
  }
}

/** EKS answers with JSON and the code in a header, EC2 with XML. */
function errorOf({ status, reason, headers, body }: HttpResponse): { code: string; message: string } {
  const text = body.toString("utf8");
  const header = headers["x-amzn-errortype"];
  try {
    if (text.trimStart().startsWith("<")) {
      const { Response } = parser.parse(text) as {
        Response?: { Errors?: { Error?: readonly { Code?: string; Message?: string }[] } };
      };
      const [first] = Response?.Errors?.Error ?? [];
      return { code: first?.Code ?? String(status), message: first?.Message ?? reason };
    }
    const answer = JSON.parse(text) as Answer;
    const code = String(header ?? answer["__type"] ?? answer["code"] ?? status);
    return {
      code: code.replace(/^.*#/, "").replace(/:.*$/, ""),
      message: String(answer["message"] ?? answer["Message"] ?? reason),
    };
  } catch {
    return { code: String(header ?? status), message: reason };
  }
}
