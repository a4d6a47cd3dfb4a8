import { messageOf, TaskFailure } from "../failure.ts";
import { type HttpResponse, request, sleep } from "../http.ts";
import type { Mask } from "../output/mask.ts";
import { credentials, signRequest } from "./signing.ts";

const SECONDS = 30;
const ATTEMPTS = 5;

/** Who asks, and where. */
export interface AwsClient {
  readonly region: string;
  readonly mask: Mask;
  readonly signal: AbortSignal;
}

interface AwsRequest {
  /** As in `AWS_ENDPOINT_URL_<NAME>` and in the host name. */
  readonly service: string;
  /** @default that of the service */
  readonly signingName?: string;
  readonly operation: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What an answer that is an error says. */
interface Refusal {
  readonly code: string;
  readonly message: string;
}

const TRANSIENT = /Throttl|TooManyRequests|RequestLimitExceeded/;

/**
 * Signs and sends. Throttling, 5xx and lost connections are tried again, so it is for what may be repeated.
 *
 * @throws TaskFailure with AWS's own code in `result.error.code`, and its message
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 */
export async function send<T>(
  { region, mask, signal }: AwsClient,
  { service, signingName = service, operation, headers, body }: AwsRequest,
  read: (text: string) => T,
  refusalOf: (response: HttpResponse) => Refusal,
): Promise<T> {
  const keys = await credentials(mask);
  for (let attempt = 1; ; attempt++) {
    const signed = await signRequest({ name: service, signingName, region }, keys, {
      method: "POST",
      path: "/",
      headers,
      body,
    });
    let trouble: string;
    try {
      const response = await request({ method: "POST", ...signed, body, timeout: SECONDS * 1000, signal });
      if (response.status < 300) return read(response.body.toString("utf8"));
      const { code, message } = refusalOf(response);
      trouble = `${operation}: ${code}: ${message}`;
      if (response.status < 500 && !TRANSIENT.test(code)) throw new TaskFailure(trouble, { error: { code } });
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof TaskFailure) throw error;
      trouble = `${operation}: can't reach ${signed.url}: ${messageOf(error)}`;
    }
    if (attempt >= ATTEMPTS) throw new TaskFailure(trouble);
    await sleep(200 * 2 ** attempt, signal);
  }
}
