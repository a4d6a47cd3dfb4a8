export const MASKED = "********";
/** Shorter secrets would blot out ordinary words. */
const SHORTEST = 4;

/** Text whose base64 form can start at any of three places inside a longer encoded text. */
function base64Forms(secret: Buffer): readonly string[] {
  return [0, 1, 2].flatMap((offset) => {
    const padded = Buffer.concat([Buffer.alloc(offset), secret]);
    const encoded = padded.toString("base64").replace(/=+$/, "");
    // The first and last characters mix bits of the neighbours, so only the middle is certain.
    const from = offset === 0 ? 0 : offset + 1;
    const whole = padded.length % 3 === 0 ? encoded.length : encoded.length - 1;
    const core = encoded.slice(from, whole);
    return [core, core.replaceAll("+", "-").replaceAll("/", "_")];
  });
}

function formsOf(secret: string): readonly string[] {
  const json = JSON.stringify(secret).slice(1, -1);
  const bytes = Buffer.from(secret, "utf8");
  const forms = [
    secret,
    json,
    JSON.stringify(json).slice(1, -1),
    secret.replaceAll("\\", "\\\\").replaceAll("'", "\\'"),
    encodeURIComponent(secret),
    encodeURIComponent(secret).replaceAll("%20", "+"),
    bytes.toString("hex"),
    bytes.toString("hex").toUpperCase(),
    ...(bytes.length >= 6 ? base64Forms(bytes) : []),
  ];
  // Text of several lines is printed line by line.
  if (secret.includes("\n"))
    forms.push(
      ...secret
        .split("\n")
        .map((line) => line.trim())
        .filter((line) => line.length >= 16),
    );
  return [...new Set(forms)].filter((form) => form.length >= SHORTEST);
}

/** Knows every secret of this process in every form in which it could be printed. */
export class Mask {
  readonly #forms = new Set<string>();
  #pattern: RegExp | undefined;
  #longest = 0;

  /** Hides a value from now on: a text, or every text inside a collection. */
  add(value: unknown): void {
    if (typeof value === "string") this.#addText(value);
    else if (typeof value === "number") this.#addText(String(value));
    else if (typeof value === "object" && value !== null)
      for (const item of Object.values(value)) this.add(item);
  }

  #addText(secret: string): void {
    for (const part of new Set([secret, secret.trim()])) {
      if (part.length < SHORTEST) continue;
      for (const form of formsOf(part)) this.#forms.add(form);
    }
    this.#pattern = undefined;
  }

  get isEmpty(): boolean {
    return this.#forms.size === 0;
  }

  /** Characters of the longest form: a secret can't reach further back than this. */
  get longest(): number {
    this.#compile();
    return this.#longest;
  }

  #compile(): RegExp {
    if (this.#pattern === undefined) {
      const sorted = [...this.#forms].sort((a, b) => b.length - a.length);
      this.#longest = sorted[0]?.length ?? 0;
      this.#pattern = new RegExp(
        sorted.map((form) => form.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|"),
        "g",
      );
    }
    return this.#pattern;
  }

  text(text: string): string {
    return this.isEmpty ? text : text.replace(this.#compile(), MASKED);
  }

  /** Where text may be cut so that no secret lies across: the end, or the start of what is or could become one. */
  safeLength(text: string): number {
    if (this.isEmpty) return text.length;
    let cut = text.length;
    for (let at = Math.max(0, text.length - this.longest + 1); at < text.length; at++) {
      const tail = text.slice(at);
      if (![...this.#forms].some((form) => form.length > tail.length && form.startsWith(tail))) continue;
      cut = at;
      break;
    }
    for (const { index, 0: match } of text.matchAll(this.#compile()))
      if (index < cut && cut < index + match.length) return index;
    return cut;
  }
}

/** Masks a stream of chunks, holding back what could be the start of a secret. */
export class MaskedStream {
  readonly #mask: Mask;
  readonly #write: (text: string) => void;
  #held = "";

  constructor(mask: Mask, write: (text: string) => void) {
    this.#mask = mask;
    this.#write = write;
  }

  push(chunk: string): void {
    const text = this.#held + chunk;
    const cut = this.#mask.safeLength(text);
    this.#held = text.slice(cut);
    if (cut > 0) this.#write(this.#mask.text(text.slice(0, cut)));
  }

  end(): void {
    if (this.#held !== "") this.#write(this.#mask.text(this.#held));
    this.#held = "";
  }
}

const SECRET_NAME = /(?:TOKEN|PASSWORD|PASSWD|SECRET|CREDENTIAL|PRIVATE_KEY|ACCESS_KEY|API_KEY)/i;
/** Names that match but hold no secret: file names and addresses. */
const HARMLESS_NAME = /(?:_FILE|_PATH|_URI|_URL|_ARN|_ID|_NAME|_TTL|_ENABLED)$/i;

/** Hides what the environment holds under names of secrets. AWS's access key ids are no secrets. */
export function maskEnvironment(mask: Mask, environment: NodeJS.ProcessEnv): void {
  for (const [name, value] of Object.entries(environment)) {
    if (value !== undefined && value.length >= 6 && SECRET_NAME.test(name) && !HARMLESS_NAME.test(name))
      mask.add(value);
  }
}
