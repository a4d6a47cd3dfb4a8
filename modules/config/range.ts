import { isIP } from "node:net";

/** Whether a text is an address, a slash and a length that fits the address. Host bits may be set. */
export function isRange(text: string): boolean {
  const slash = text.indexOf("/");
  if (slash < 0) return false;
  const family = isIP(text.slice(0, slash));
  const length = text.slice(slash + 1);
  return family !== 0 && /^[0-9]{1,3}$/.test(length) && Number(length) <= (family === 4 ? 32 : 128);
}
