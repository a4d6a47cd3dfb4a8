import { messageOf, TaskFailure } from "../failure.ts";
import { request, sleep } from "../http.ts";
import type { Mask } from "../output/mask.ts";
import { credentials, signRequest } from "./signing.ts";

const SECONDS = 30;
const ATTEMPTS = 5;

/** Who asks, and where. */
export interface Ec2Client {
  readonly region: string;
  readonly mask: Mask;
  readonly signal: AbortSignal;
}

/**
 * An operation of EC2, its answer as XML. Throttling, 5xx and lost connections are tried again, so it is for what may be repeated.
 * @throws TaskFailure with AWS's own code in `result.error.code`, and its message
 */
export async function callEc2(
  { region, mask, signal }: Ec2Client,
  operation: string,
  parameters: Readonly<Record<string, string>>,
): Promise<string> {
  const body = new URLSearchParams({ Action: operation, Version: "2016-11-15", ...parameters }).toString();
  const keys = await credentials(mask);
  for (let attempt = 1; ; attempt++) {
    const signed = await signRequest({ name: "ec2", signingName: "ec2", region }, keys, {
      method: "POST",
      path: "/",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body,
    });
    let trouble: string;
    try {
      const { url, headers } = signed;
      const response = await request({ method: "POST", url, headers, body, timeout: SECONDS * 1000, signal });
      const text = response.body.toString("utf8");
      if (response.status < 300) return text;
      const code = textsOf(text, "Code")[0] ?? String(response.status);
      trouble = `${operation}: ${code}: ${textsOf(text, "Message")[0] ?? ""}`;
      if (response.status < 500 && !/Throttl|RequestLimitExceeded/.test(code))
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

/** Contents of all elements of a name that hold text and nothing else. */
export const textsOf = (xml: string, element: string): readonly string[] =>
  [...xml.matchAll(new RegExp(`<${element}>([^<]*)</${element}>`, "g"))].map(([, text = ""]) => text);
