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

/** Texts of an element in all pages of a Describe operation, each once, of what all filters select. */
export async function describeEc2(
  client: AwsClient,
  operation: string,
  element: string,
  filters: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  const parameters: Record<string, string> = {};
  for (const [index, [name, value]] of Object.entries(filters).entries()) {
    parameters[`Filter.${index + 1}.Name`] = name;
    parameters[`Filter.${index + 1}.Value.1`] = value;
  }
  const texts: string[] = [];
  for (let token: string | undefined = ""; token !== undefined; ) {
    const page = { ...parameters, MaxResults: "1000", ...(token !== "" && { NextToken: token }) };
    const xml: string = await callEc2(client, operation, page);
    texts.push(...textsOf(xml, element));
    token = textsOf(xml, "nextToken")[0] || undefined;
  }
  return [...new Set(texts)];
}

/** Contents of all elements of a name that hold text and nothing else. */
export const textsOf = (xml: string, element: string): readonly string[] =>
  [...xml.matchAll(new RegExp(`<${element}>([^<]*)</${element}>`, "g"))].map(([, text = ""]) => text);
