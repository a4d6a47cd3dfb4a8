import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
} from "node:crypto";

/** A certificate and its private key, both PEM. */
export interface KeyPair {
  readonly certificate: string;
  readonly key: string;
}

/** Distinguished encoding rules: a tag, a length, the content. */
function der(tag: number, ...content: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(content);
  if (body.length < 0x80) return Buffer.concat([Buffer.from([tag, body.length]), body]);
  const length = Buffer.from(body.length.toString(16).padStart(body.length > 0xff ? 4 : 2, "0"), "hex");
  return Buffer.concat([Buffer.from([tag, 0x80 | length.length]), length, body]);
}

const sequence = (...content: readonly Uint8Array[]) => der(0x30, ...content);
const octets = (content: Uint8Array) => der(0x04, content);
const bits = (content: Uint8Array) => der(0x03, Buffer.from([0]), content);
const yes = Buffer.from([0x01, 0x01, 0xff]);

function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  const bytes = [first * 40 + second];
  for (const arc of rest) {
    const groups = [arc & 0x7f];
    for (let left = arc >> 7; left > 0; left >>= 7) groups.unshift((left & 0x7f) | 0x80);
    bytes.push(...groups);
  }
  return der(0x06, Buffer.from(bytes));
}

const ecdsaWithSha256 = sequence(oid("1.2.840.10045.4.3.2"));
const name = (commonName: string) =>
  sequence(der(0x31, sequence(oid("2.5.4.3"), der(0x0c, Buffer.from(commonName)))));

/** Years from 2050 on need the longer form. */
function time(when: Date): Buffer {
  const digits = when.toISOString().replaceAll(/[-:T]|\.\d+/g, "");
  return when.getUTCFullYear() < 2050
    ? der(0x17, Buffer.from(digits.slice(2)))
    : der(0x18, Buffer.from(digits));
}

const extension = (id: string, critical: boolean, value: Uint8Array) =>
  sequence(oid(id), ...(critical ? [yes] : []), octets(value));

function subjectAlternativeNames(hosts: readonly string[]): Buffer {
  const names = hosts.map((host) =>
    /^[\d.]+$/.test(host)
      ? der(0x87, Buffer.from(host.split(".").map(Number)))
      : host === "::1"
        ? der(0x87, Buffer.from(`${"00".repeat(15)}01`, "hex"))
        : der(0x82, Buffer.from(host)),
  );
  return extension("2.5.29.17", false, sequence(...names));
}

const pem = (label: string, content: Uint8Array) =>
  `-----BEGIN ${label}-----\n${Buffer.from(content)
    .toString("base64")
    .replaceAll(/.{64}(?=.)/g, "$&\n")}\n-----END ${label}-----\n`;

const keyIdentifier = (publicKey: KeyObject) =>
  createHash("sha1")
    .update(publicKey.export({ type: "spki", format: "der" }))
    .digest();

const tenYears = 3650 * 86_400_000;

function issue(options: {
  readonly subject: string;
  readonly hosts: readonly string[];
  readonly issuer: { readonly name: string; readonly key: KeyObject } | undefined;
  readonly notBefore: number;
}): KeyPair {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const issuer = options.issuer ?? { name: options.subject, key: privateKey };
  const authority = options.issuer === undefined;
  const serial = keyIdentifier(publicKey).subarray(0, 16);
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40; // positive, and no leading zero
  const extensions = [
    extension("2.5.29.19", true, authority ? sequence(yes) : sequence()),
    // keyCertSign and cRLSign, or digitalSignature
    extension(
      "2.5.29.15",
      true,
      Buffer.from(authority ? [0x03, 0x02, 0x01, 0x06] : [0x03, 0x02, 0x07, 0x80]),
    ),
    extension("2.5.29.14", false, octets(keyIdentifier(publicKey))),
    extension("2.5.29.35", false, sequence(der(0x80, keyIdentifier(createPublicKey(issuer.key))))),
    ...(authority ? [] : [extension("2.5.29.37", false, sequence(oid("1.3.6.1.5.5.7.3.1")))]),
    ...(options.hosts.length === 0 ? [] : [subjectAlternativeNames(options.hosts)]),
  ];
  const body = sequence(
    der(0xa0, Buffer.from([0x02, 0x01, 0x02])),
    der(0x02, serial),
    ecdsaWithSha256,
    name(issuer.name),
    sequence(time(new Date(options.notBefore)), time(new Date(options.notBefore + tenYears))),
    name(options.subject),
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, sequence(...extensions)),
  );
  const certificate = sequence(body, ecdsaWithSha256, bits(sign("sha256", body, issuer.key)));
  return {
    certificate: pem("CERTIFICATE", certificate),
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  };
}

/**
 * A certificate authority of its own, as every EKS cluster has one. Valid for ten years from `notBefore`.
 *
 * @param notBefore milliseconds since 1970 by the machine's clock, not the simulated one: clients check it against theirs
 */
export function createAuthority(notBefore: number): KeyPair {
  return issue({ subject: "kubernetes", hosts: [], issuer: undefined, notBefore });
}

/** A server certificate for these host names and addresses. */
export function issueServerCertificate(
  authority: KeyPair,
  hosts: readonly string[],
  notBefore: number,
): KeyPair {
  const issuer = { name: "kubernetes", key: createPrivateKey(authority.key) };
  return issue({ subject: "kube-apiserver", hosts, issuer, notBefore });
}
