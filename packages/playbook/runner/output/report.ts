import { type Mask, MaskedStream } from "./mask.ts";
import { paint, type Shade } from "./style.ts";

export interface Counts {
  ok: number;
  changed: number;
  unreachable: number;
  failed: number;
  skipped: number;
  rescued: number;
  ignored: number;
}

export const noCounts = (): Counts => ({
  ok: 0,
  changed: 0,
  unreachable: 0,
  failed: 0,
  skipped: 0,
  rescued: 0,
  ignored: 0,
});

export function addCounts(total: Counts, more: Readonly<Counts>): void {
  for (const name of Object.keys(total) as (keyof Counts)[]) total[name] += more[name];
}

export interface ReportOptions {
  readonly mask: Mask;
  readonly colour: boolean;
  /** 0 to 3, as many as the `v` of `ansible-playbook -v`. */
  readonly verbosity: number;
  /** One JSON object a line instead of text. */
  readonly json: boolean;
  readonly write: (text: string) => void;
}

/** Columns of a header. Terraform puts the resource's address in front of every line. */
const WIDTH = 60;

/** Prints in Ansible's form: whole lines, masked, one `write` for each message. */
export class Report {
  readonly #options: ReportOptions;
  readonly #stream: MaskedStream;

  constructor(options: ReportOptions) {
    this.#options = options;
    this.#stream = new MaskedStream(options.mask, options.write);
  }

  get verbosity(): number {
    return this.#options.verbosity;
  }

  get isJson(): boolean {
    return this.#options.json;
  }

  line(text: string, shade?: Shade): void {
    if (this.#options.json) return;
    this.#stream.push(`${shade === undefined ? text : paint(text, shade, this.#options.colour)}\n`);
    this.#stream.end();
  }

  /** One line for machines; nothing unless they asked. */
  event(event: Readonly<Record<string, unknown>>): void {
    if (!this.#options.json) return;
    this.#stream.push(`${JSON.stringify(event)}\n`);
    this.#stream.end();
  }

  header(kind: string, name: string): void {
    const title = name === "" ? kind : `${kind} [${name}]`;
    this.line(`\n${title} ${"*".repeat(Math.max(3, WIDTH - title.length - 1))}`);
  }

  warning(text: string): void {
    this.line(`[WARNING]: ${text}`, "warning");
    this.event({ event: "warning", msg: text });
  }

  recap(counts: Readonly<Counts>, note = ""): void {
    this.line(`\nPLAY RECAP ${"*".repeat(WIDTH - 11)}`);
    const shade =
      counts.failed > 0 || counts.unreachable > 0 ? "failed" : counts.changed > 0 ? "changed" : "ok";
    const fields = Object.entries(counts).map(([name, count]) => `${name}=${String(count).padEnd(4)}`);
    this.line(`${"localhost".padEnd(26)} : ${fields.join(" ").trimEnd()}${note}`, shade);
    this.event({ event: "recap", host: "localhost", ...counts });
  }
}
