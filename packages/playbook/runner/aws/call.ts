import type { Mask } from "../output/mask.ts";
import { send } from "./send.ts";

export interface JsonService {
  /** As in `AWS_ENDPOINT_URL_<NAME>` and in the host name. */
  readonly name: string;
  readonly signingName: string;
  /** First half of `x-amz-target`. */
  readonly target: string;
}

type Answer = Record<string, unknown>;

/** An operation of a service that speaks AWS's JSON 1.1. @throws TaskFailure with AWS's own code and message */
export function callJson(
  service: JsonService,
  region: string,
  operation: string,
  input: unknown,
  mask: Mask,
  signal: AbortSignal,
): Promise<Answer> {
  const parse = (text: string) => JSON.parse(text || "{}") as Answer;
  const wanted = {
    service: service.name,
    signingName: service.signingName,
    operation,
    headers: {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": `${service.target}.${operation}`,
    },
    body: JSON.stringify(input),
  };
  return send({ region, mask, signal }, wanted, parse, ({ status, headers, body }) => {
    const answer = parse(body.toString("utf8"));
    return {
      code: String(answer["__type"] ?? headers["x-amzn-errortype"] ?? status).replace(/^.*#/, ""),
      message: String(answer["message"] ?? answer["Message"] ?? ""),
    };
  });
}
