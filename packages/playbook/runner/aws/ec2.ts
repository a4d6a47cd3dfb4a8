import { type AwsClient, send } from "./send.ts";

/** An operation of EC2, its answer as XML. @throws TaskFailure as {@link send} does */
export function callEc2(
  client: AwsClient,
  operation: string,
  parameters: Readonly<Record<string, string>>,
): Promise<string> {
  const wanted = {
    service: "ec2",
    operation,
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ Action: operation, Version: "2016-11-15", ...parameters }).toString(),
  };
  return send(
    client,
    wanted,
    (text) => text,
    ({ status, body }) => {
      const text = body.toString("utf8");
      return {
        code: textsOf(text, "Code")[0] ?? String(status),
        message: textsOf(text, "Message")[0] ?? "",
      };
    },
  );
}

/** Contents of all elements of a name that hold text and nothing else. */
export const textsOf = (xml: string, element: string): readonly string[] =>
  [...xml.matchAll(new RegExp(`<${element}>([^<]*)</${element}>`, "g"))].map(([, text = ""]) => text);
