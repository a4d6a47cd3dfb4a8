import { messageOf } from "../failure.ts";
import { request } from "../http.ts";
import type { Mask } from "../output/mask.ts";
import { credentials, signRequest } from "./signing.ts";

const SECONDS = 10;
/** AWS refuses signatures that are further off. */
const LARGEST_SKEW_MINUTES = 5;

/** What AWS makes of the credentials of this machine. */
export type Identity =
  | { readonly account: string; readonly arn: string }
  /** AWS refused them, and why. */
  | { readonly refused: string }
  /** It was not to be had, which proves nothing about them. */
  | { readonly unknown: string };

/** Asks STS who this is. @throws TaskFailure when there are no credentials at all */
export async function callerIdentity(region: string, mask: Mask, signal: AbortSignal): Promise<Identity> {
  const body = "Action=GetCallerIdentity&Version=2011-06-15";
  const keys = await credentials(mask);
  const signed = await signRequest({ name: "sts", signingName: "sts", region }, keys, {
    method: "POST",
    path: "/",
    headers: { "content-type": "application/x-www-form-urlencoded", accept: "application/xml" },
    body,
  });
  try {
    const response = await request({ method: "POST", ...signed, body, timeout: SECONDS * 1000, signal });
    const text = response.body.toString("utf8");
    const field = (name: string): string => new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)?.[1] ?? "";
    if (response.status === 200) return { account: field("Account"), arn: field("Arn") };
    if (response.status >= 500) return { unknown: `STS answered ${response.status}` };
    const minutes = (Date.now() - Date.parse(String(response.headers.date))) / 60_000;
    const skew =
      Math.abs(minutes) > LARGEST_SKEW_MINUTES
        ? `; this machine's clock is ${Math.round(Math.abs(minutes))} minutes ${minutes > 0 ? "ahead" : "behind"}`
        : "";
    return { refused: `${field("Code") || response.status}: ${field("Message")}${skew}` };
  } catch (error) {
    signal.throwIfAborted();
    return { unknown: messageOf(error) };
  }
}
