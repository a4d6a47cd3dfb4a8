/** What a presigned `GetCallerIdentity` address says, the form that EKS's tokens have. */
interface EksToken {
  readonly accessKeyId: string;
  readonly region: string;
  /** By the client's clock, milliseconds since 1970. */
  readonly signedAt: number;
}

const prefix = "k8s-aws-v1.";
/** EKS takes a token for 15 minutes from its signature on, whatever `X-Amz-Expires` says. */
const lifetime = 15 * 60_000;
/** Clocks may differ by this much. */
const skew = 5 * 60_000;

/** An address of STS, public or local. */
const stsHost =
  /^sts(?:-fips)?\.(?:[a-z0-9-]+\.)?amazonaws\.com(?:\.cn)?$|^(?:localhost|127(?:\.\d+){3}|\[::1\]|[\w.-]+\.localhost)$/;

/**
 * Reads and checks a bearer token as the authenticator in front of an EKS cluster does: form, action, the cluster's name
 * among the signed headers, age. The signature itself can't be checked: the local AWS takes any secret key.
 *
 * @param now by the machine's clock, as clients sign with theirs; never simulated time
 * @returns why the token is refused, or what it says
 */
export function readEksToken(token: string, now: number): EksToken | string {
  if (!token.startsWith(prefix)) return "token is not of the form k8s-aws-v1.…";
  let url: URL;
  try {
    url = new URL(Buffer.from(token.slice(prefix.length), "base64url").toString("utf8"));
  } catch {
    return "token holds no address";
  }
  if (!stsHost.test(url.hostname)) return `unexpected hostname ${url.hostname} in pre-signed URL`;
  if (url.pathname !== "/") return "unexpected path in pre-signed URL";
  const query = new Map([...url.searchParams].map(([name, value]) => [name.toLowerCase(), value]));
  if (query.get("action") !== "GetCallerIdentity") return "unexpected action parameter in pre-signed URL";
  const headers = (query.get("x-amz-signedheaders") ?? "").split(";");
  if (!headers.includes("x-k8s-aws-id"))
    return "client did not sign the x-k8s-aws-id header in the pre-signed URL";
  const [accessKeyId = "", , region = "", service] = (query.get("x-amz-credential") ?? "").split("/");
  if (accessKeyId === "" || service !== "sts") return "X-Amz-Credential of the pre-signed URL is not for STS";
  if ((query.get("x-amz-signature") ?? "") === "") return "the pre-signed URL has no signature";
  const match = (query.get("x-amz-date") ?? "").match(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/);
  if (match === null) return "X-Amz-Date parameter is missing or malformed in pre-signed URL";
  const [, year, month, day, hour, minute, second] = match;
  const signedAt = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (Number.isNaN(signedAt)) return "X-Amz-Date parameter is malformed in pre-signed URL";
  if (signedAt > now + skew) return "X-Amz-Date parameter of the pre-signed URL is in the future";
  if (signedAt + lifetime < now)
    return `X-Amz-Date parameter is expired (${lifetime / 60_000} minute expiration)`;
  return { accessKeyId, region, signedAt };
}
