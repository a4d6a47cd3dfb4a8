import { appendFileSync } from "node:fs";

/** One call as it was made and answered. */
export interface CallRecord {
  readonly sequence: number;
  /** Simulated time, ISO 8601. */
  readonly time: string;
  readonly service: string;
  readonly operation: string;
  readonly account: string;
  readonly region: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** HTTP status, or 0 if the connection was dropped. */
  readonly status: number;
  readonly error?: string;
  readonly message?: string;
  /** Real milliseconds that the answer took. */
  readonly milliseconds: number;
  /** The same for all attempts of one call. */
  readonly invocationId?: string;
  readonly attempt?: number;
  /** Name of the fault that was applied. */
  readonly fault?: string;
  /** Answered from an earlier call with the same idempotency token. */
  readonly replayed?: boolean;
}

function open(file: string): void {
  try {
    appendFileSync(file, "");
  } catch (error) {
    throw new Error(`journal file ${file} can't be written: ${(error as Error).message}`);
  }
}

/** The record of all calls; the file has all of them, memory the last ones. */
export class Journal {
  readonly #calls: CallRecord[] = [];
  readonly #file: string | undefined;
  readonly #kept: number;
  /** Gaps met so far: `eks:DescribeX` or `ec2:CreateVpc parameter Y`, with the count of calls. */
  readonly gaps = new Map<string, number>();
  #sequence = 0;

  constructor(file?: string, kept = 20_000) {
    this.#file = file;
    this.#kept = kept;
    // Now rather than at the first call, whose answer it would cost.
    if (file !== undefined) open(file);
  }

  add(record: Omit<CallRecord, "sequence">): void {
    const full = { sequence: ++this.#sequence, ...record };
    this.#calls.push(full);
    if (this.#calls.length > this.#kept * 1.25) this.#calls.splice(0, this.#calls.length - this.#kept);
    if (this.#file !== undefined) appendFileSync(this.#file, `${JSON.stringify(full)}\n`);
  }

  gap(what: string): void {
    this.gaps.set(what, (this.gaps.get(what) ?? 0) + 1);
  }

  calls(): readonly CallRecord[] {
    return this.#calls;
  }
}
