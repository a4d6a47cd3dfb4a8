import { messageOf, TaskFailure } from "../failure.ts";
import { request, sleep } from "../http.ts";
import type { Mask } from "../output/mask.ts";
import { credentials, signRequest } from "./signing.ts";

export interface JsonService {
  /** As in `AWS_ENDPOINT_URL_<NAME>` and in the host name. */
  readonly name: string;
  readonly signingName: string;
  /** First half of `x-amz-target`. */
  readonly target: string;
}

const SECONDS = 30;
const ATTEMPTS = 5;

/** An operation of a service that speaks AWS's JSON 1.1. @throws TaskFailure with AWS's own code and message */
export async function callJson(
  service: JsonService,
  region: string,
  operation: string,
  input: unknown,
  mask: Mask,
  signal: AbortSignal,
): Promise<Record<string, unknown>> {
  const body = JSON.stringify(input);
  const keys = await credentials(mask);
  for (let attempt = 1; ; attempt++) {
    const headers = {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": `${service.target}.${operation}`,
    };
    const signed = await signRequest({ name: service.name, signingName: service.signingName, region }, keys, {
      method: "POST",
      path: "/",
      headers,
      body,
    });
    let trouble: string;
    try {
      const response = await request({
        method: "POST",
        url: signed.url,
        headers: signed.headers,
        body,
        timeout: SECONDS * 1000,
        signal,
      });
      const answer = JSON.parse(response.body.toString("utf8") || "{}") as Record<string, unknown>;
      if (response.status < 300) return answer;
      const code = String(
        answer["__type"] ?? response.headers["x-amzn-errortype"] ?? response.status,
      ).replace(/^.*#/, "");
      trouble = `${operation}: ${code}: ${String(answer["message"] ?? answer["Message"] ?? "")}`;
      if (response.status < 500 && !/Throttl|TooManyRequests/.test(code))
        throw new TaskFailure(trouble, { error: { code } });
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof TaskFailure) throw error;
      trouble = `${operation}: can't reach ${signed.url}: ${messageOf(error)}`;
    }
    if (attempt >= ATTEMPTS) throw new TaskFailure(trouble);
    await sleep(200 * 2 ** attempt, signal);
  }
}
