import { X509Certificate } from "node:crypto";
import { describe, expect, test } from "vitest";
import { createAuthority, issueServerCertificate } from "../../kubernetes/certificates.ts";

const now = Date.UTC(2026, 10, 23);

describe("a cluster's certificates", () => {
  const authority = createAuthority(now);
  const server = new X509Certificate(
    issueServerCertificate(authority, ["127.0.0.1", "::1", "localhost"], now).certificate,
  );

  test("the authority signs itself and may sign others", () => {
    const certificate = new X509Certificate(authority.certificate);
    expect(certificate.ca).toBe(true);
    expect(certificate.verify(certificate.publicKey)).toBe(true);
  });

  test("the server's is signed by the authority and by no other", () => {
    expect(server.verify(new X509Certificate(authority.certificate).publicKey)).toBe(true);
    expect(server.verify(new X509Certificate(createAuthority(now).certificate).publicKey)).toBe(false);
    expect(server.ca).toBe(false);
  });

  test("it is valid for the names and addresses asked for", () => {
    expect(server.checkIP("127.0.0.1")).toBe("127.0.0.1");
    expect(server.checkIP("::1")).toBe("::1");
    expect(server.checkHost("localhost")).toBe("localhost");
    expect(server.checkHost("example.com")).toBeUndefined();
  });

  test("it is valid for ten years", () => {
    expect(Date.parse(server.validFrom)).toBe(now);
    expect(Date.parse(server.validTo) - now).toBe(3650 * 86_400_000);
  });

  test("years from 2050 on are written in the long form", () => {
    const late = new X509Certificate(createAuthority(Date.UTC(2055, 0, 1)).certificate);
    expect(Date.parse(late.validFrom)).toBe(Date.UTC(2055, 0, 1));
  });
});
