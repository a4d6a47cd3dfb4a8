import { isIP } from "node:net";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  addressCount,
  type Cidr,
  contains,
  formatCidr,
  isNetworkAddress,
  overlaps,
  parseCidr,
  subBlock,
} from "../../../modules/aws/cidr.ts";

// The oracle: an address is its bits, written as text of zeros and ones, and a prefix is the start of that text.
const BITS = { 4: 32, 6: 128 } as const;

/** A range as anybody might write it, and its bits. */
interface Written {
  readonly text: string;
  readonly family: 4 | 6;
  readonly bits: string;
  readonly prefix: number;
}

const GROUPS = { 4: { size: 8, radix: 10, mark: "." }, 6: { size: 16, radix: 16, mark: ":" } } as const;

/** All groups, none left out. */
function plainText(family: 4 | 6, bits: string): string {
  const { size, radix, mark } = GROUPS[family];
  const groups = bits.match(new RegExp(`.{${size}}`, "g"))!;
  return groups.map((group) => Number.parseInt(group, 2).toString(radix)).join(mark);
}

const written: fc.Arbitrary<Written> = fc.constantFrom(4 as const, 6 as const).chain((family) =>
  fc
    .tuple(
      fc.array(fc.constantFrom("0", "1"), { minLength: BITS[family], maxLength: BITS[family] }),
      fc.nat(BITS[family]),
    )
    .map(([digits, prefix]) => {
      const bits = digits.join("");
      return { family, bits, prefix, text: `${plainText(family, bits)}/${prefix}` };
    }),
);

const networkOf = ({ family, bits, prefix }: Written) => bits.slice(0, prefix).padEnd(BITS[family], "0");

const cidr = ({ text }: Written): Cidr => parseCidr(text)!;

test("a range is read to the bit", () => {
  fc.assert(
    fc.property(written, (one) => {
      expect(cidr(one)).toEqual({
        family: one.family,
        prefix: one.prefix,
        address: BigInt(`0b${one.bits}`),
        first: BigInt(`0b${networkOf(one)}`),
      });
      expect(isNetworkAddress(cidr(one))).toBe(one.bits === networkOf(one));
      expect(addressCount(cidr(one)).toString(2)).toBe(`1${"0".repeat(BITS[one.family] - one.prefix)}`);
    }),
  );
});

test("a range that is written is read as the same range", () => {
  fc.assert(
    fc.property(written, (one) => {
      const again = parseCidr(formatCidr(cidr(one)))!;
      expect(again).toEqual({ ...cidr(one), address: cidr(one).first });
      expect(formatCidr(again)).toBe(formatCidr(cidr(one)));
    }),
  );
});

test("one range is within another if it begins with the other's bits", () => {
  // Two ranges at random have nothing in common: the second one begins like the first.
  const pair = fc.tuple(written, written, fc.nat(128)).map(([a, b, same]) => {
    if (a.family !== b.family) return [a, b] as const;
    const bits = a.bits.slice(0, same) + b.bits.slice(same);
    return [a, { ...b, bits, text: `${plainText(b.family, bits)}/${b.prefix}` }] as const;
  });
  const within = (outer: Written, inner: Written) =>
    outer.family === inner.family &&
    outer.prefix <= inner.prefix &&
    inner.bits.startsWith(outer.bits.slice(0, outer.prefix));
  fc.assert(
    fc.property(pair, ([a, b]) => {
      expect(contains(cidr(a), cidr(b))).toBe(within(a, b));
      expect(overlaps(cidr(a), cidr(b))).toBe(within(a, b) || within(b, a));
    }),
    { numRuns: 500 },
  );
});

test("a piece of a range has the range's bits and then its own number", () => {
  const piece = written.chain((one) =>
    fc
      .integer({ min: 0, max: Math.min(20, BITS[one.family] - one.prefix) })
      .chain((more) =>
        fc.record({ one: fc.constant(one), more: fc.constant(more), index: fc.nat(2 ** more - 1) }),
      ),
  );
  fc.assert(
    fc.property(piece, ({ one, more, index }) => {
      const number = more === 0 ? "" : index.toString(2).padStart(more, "0");
      const bits = (one.bits.slice(0, one.prefix) + number).padEnd(BITS[one.family], "0");
      const block = subBlock(cidr(one), one.prefix + more, index);
      expect(block.first).toBe(BigInt(`0b${bits}`));
      expect(contains(cidr(one), block)).toBe(true);
      expect(() => subBlock(cidr(one), one.prefix + more, 2 ** more)).toThrow(RangeError);
    }),
  );
});

test("no text is read that Node.js takes for no address", () => {
  // Any text, and texts that look like a range with one character too many or changed.
  const nearly = fc
    .tuple(
      written,
      fc.nat(40),
      fc.nat(1),
      fc.string({ unit: fc.constantFrom(..."0123456789abcfx:./% []"), maxLength: 2 }),
    )
    .map(([{ text }, at, gone, put]) => text.slice(0, at) + put + text.slice(at + gone));
  fc.assert(
    fc.property(fc.oneof(fc.string(), nearly), (text) => {
      const [address = "", length = "", ...rest] = text.split("/");
      const family = isIP(address);
      const digits = family === 4 ? /^\d{1,2}$/ : /^\d{1,3}$/;
      const isRange =
        family !== 0 &&
        !address.includes("%") &&
        rest.length === 0 &&
        digits.test(length) &&
        Number(length) <= BITS[family as 4 | 6];
      expect(parseCidr(text) !== undefined).toBe(isRange);
    }),
    { numRuns: 3000 },
  );
});
