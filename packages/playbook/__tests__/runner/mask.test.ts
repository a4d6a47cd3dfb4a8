import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MASKED, Mask, MaskedStream, maskEnvironment } from "../../runner/output/mask.ts";

const secret = 'p@ss "word"/with+odd\\chars';

function maskOf(...secrets: readonly string[]): Mask {
  const mask = new Mask();
  for (const one of secrets) mask.add(one);
  return mask;
}

describe("a secret is hidden", () => {
  test.for([
    ["as it is", secret],
    ["in JSON", JSON.stringify({ a: secret })],
    ["in JSON in JSON", JSON.stringify(JSON.stringify({ a: secret }))],
    ["in an address", `https://h/?p=${encodeURIComponent(secret)}`],
    ["in a form", new URLSearchParams({ p: secret }).toString()],
    ["in hexadecimal", Buffer.from(secret).toString("hex")],
    ["in base64", Buffer.from(secret).toString("base64")],
    ["in base64 after one character", Buffer.from(`:${secret}`).toString("base64")],
    ["in base64 after two characters", Buffer.from(`u:${secret}`).toString("base64")],
    ["in base64 amid other text", Buffer.from(`user:${secret}@host`).toString("base64")],
    ["in base64 for addresses", Buffer.from(`u:${secret}`).toString("base64url")],
  ] as const)("%s", ([, text]) => {
    const shown = maskOf(secret).text(text);
    expect(shown).toContain(MASKED);
    expect(shown).not.toContain(secret);
    expect(shown).not.toContain(text);
  });

  test("the longer of two, one inside the other", () => {
    expect(maskOf("abcdef", "abcdefghij").text("x abcdefghij y")).toBe(`x ${MASKED} y`);
  });

  test("line by line when it has lines", () => {
    const key =
      "-----BEGIN KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQ\nEFAASCBKcwggSjAgEAAoIBAQ==\n-----END KEY-----";
    expect(maskOf(key).text("found MIIEvQIBADANBgkqhkiG9w0BAQ here")).toBe(`found ${MASKED} here`);
  });

  test("inside collections", () => {
    const mask = new Mask();
    mask.add({ a: ["hidden-one"], b: { c: "hidden-two" } });
    expect(mask.text("hidden-one hidden-two")).toBe(`${MASKED} ${MASKED}`);
  });
});

test("short words stay readable", () => {
  expect(maskOf("abc", "", "a").text("abc a")).toBe("abc a");
});

test("a stream hides a secret wherever its chunks are cut", () => {
  fc.assert(
    fc.property(
      fc.string({ minLength: 4, maxLength: 12 }).filter((text) => text.trim().length >= 4),
      fc.array(fc.nat({ max: 60 }), { maxLength: 6 }),
      (hidden, cuts) => {
        const text = `before ${hidden} between ${Buffer.from(`${hidden}!!`).toString("base64")} after ${hidden}`;
        const mask = maskOf(hidden);
        let shown = "";
        const stream = new MaskedStream(mask, (part) => {
          shown += part;
        });
        const points = [
          0,
          ...cuts.map((cut) => Math.min(cut, text.length)).sort((a, b) => a - b),
          text.length,
        ];
        for (let at = 1; at < points.length; at++) stream.push(text.slice(points[at - 1], points[at]));
        stream.end();
        expect(shown).toBe(mask.text(text));
      },
    ),
  );
});

test("variables of the environment with names of secrets are hidden, others are not", () => {
  const mask = new Mask();
  maskEnvironment(mask, {
    GITHUB_TOKEN: "ghp_0123456789",
    DB_PASSWORD: "correct horse",
    AWS_SECRET_ACCESS_KEY: "wJalrXUtnFEMI",
    AWS_ACCESS_KEY_ID: "AKIAEXAMPLE",
    TOKEN_FILE: "/var/run/token",
    HOME: "/home/someone",
  });
  expect(
    mask.text("ghp_0123456789 correct horse wJalrXUtnFEMI AKIAEXAMPLE /var/run/token /home/someone"),
  ).toBe(`${MASKED} ${MASKED} ${MASKED} AKIAEXAMPLE /var/run/token /home/someone`);
});
