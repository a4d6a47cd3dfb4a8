import { EVENT_ID, type Event, parseEvents, YAMLException } from "js-yaml";
import { type Problem, problem } from "../problems.ts";
import { joinFlows } from "./join-flows.ts";
import type { Source } from "./places.ts";
import { Reader, Stop } from "./reader.ts";

/** Deepest nesting of a file. The deepest field of the format is at ten. */
const MAX_DEPTH = 64;
/** Keys, values and ends of blocks. The largest sensible file has a third of it. */
const MAX_EVENTS = 2_000_000;

export interface ReadResult {
  /** Absent if the text could not be read or has no content. */
  readonly source?: Source;
  readonly problems: readonly Problem[];
}

/** Indexes of the events at which documents begin. */
function documentStarts(events: readonly Event[]): readonly number[] {
  const starts: number[] = [];
  // A plain loop: a large file has more than a million events.
  for (let index = 0; index < events.length; index++) {
    if (events[index]?.type === EVENT_ID.DOCUMENT) starts.push(index);
  }
  return starts;
}

function isEmpty(event: Event | undefined): boolean {
  return (
    event === undefined ||
    event.type === EVENT_ID.POP ||
    (event.type === EVENT_ID.SCALAR && event.valueStart < 0)
  );
}

function offsetOfContent(event: Event): number {
  return event.type === EVENT_ID.SCALAR ? event.valueStart : "start" in event ? event.start : 0;
}

/** Where a second document begins in a text that cannot be read for what comes after that. */
function laterDocument(text: string, failedAt: number): number | undefined {
  const separator = text.lastIndexOf("\n---", failedAt);
  if (separator < 0) return undefined;
  try {
    const events = parseEvents(text.slice(0, separator + 1), { maxDepth: MAX_DEPTH });
    return documentStarts(events).some((start) => !isEmpty(events[start + 1])) ? separator + 1 : undefined;
  } catch {
    return undefined;
  }
}

const TAB_LINE = /^ *\t[ \t]*$/gm;

/** What is YAML 1.2 and not what eksctl reads, so that a file which passes here passes there. */
function refusedByEksctl(
  text: string,
  events: readonly Event[],
  starts: readonly number[],
): Problem | undefined {
  const content = text.search(/\S/);
  if (text[content] === "{") {
    try {
      JSON.parse(text);
    } catch {
      return problem("syntax", content, "a file that begins with { is read as JSON, and this is none");
    }
  }
  const versions = starts.flatMap((start) => {
    const event = events[start];
    return event?.type === EVENT_ID.DOCUMENT ? event.directives : [];
  });
  if (versions.some((directive) => directive.kind === "yaml" && directive.version !== "1.1")) {
    return problem("syntax", content, "eksctl reads YAML 1.1 alone");
  }
  for (const { index } of text.includes("\t") ? text.matchAll(TAB_LINE) : []) {
    const inScalar = events.some(
      (event) => event.type === EVENT_ID.SCALAR && event.valueStart <= index && index < event.valueEnd,
    );
    if (!inScalar) return problem("syntax", index, "a line cannot consist of a tab");
  }
  return undefined;
}

interface Parsed {
  /** What the events refer to: the text itself, or one of the same length. */
  readonly text: string;
  readonly events: readonly Event[];
}

const parse = (text: string): Parsed => ({ text, events: parseEvents(text, { maxDepth: MAX_DEPTH }) });

/** @throws YAMLException */
function parseWithFlows(text: string): Parsed {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof YAMLException) || error.reason !== "deficient indentation") throw error;
    const joined = joinFlows(text);
    if (joined === undefined || joined === text) throw error;
    return parse(joined);
  }
}

/** Reads a text with one YAML or JSON document. Never throws. */
export function readYaml(text: string): ReadResult {
  let parsed: Parsed;
  try {
    parsed = parseWithFlows(text);
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const offset = Math.min(error.mark?.position ?? 0, text.length);
    const reason = (error.reason ?? error.message).replace("maxDepth", "the deepest nesting allowed");
    const second = laterDocument(text, offset);
    if (second !== undefined)
      return { problems: [problem("documents", second, "a second document begins here")] };
    return { problems: [problem(reason.startsWith("nesting") ? "depth" : "syntax", offset, reason)] };
  }
  const { events } = parsed;
  if (events.length > MAX_EVENTS) return { problems: [problem("size", 0, "the file has too many values")] };
  const starts = documentStarts(events);
  const [first, ...more] = starts.filter((start) => !isEmpty(events[start + 1]));
  if (first !== undefined && first !== starts[0]) {
    const offset = offsetOfContent(events[first + 1]!);
    return { problems: [problem("documents", offset, "a second document begins here, after an empty one")] };
  }
  if (first === undefined) return { problems: [problem("empty", 0, "the file has no content")] };
  const [second] = more;
  if (second !== undefined) {
    return {
      problems: [problem("documents", offsetOfContent(events[second + 1]!), "a second document begins here")],
    };
  }
  const strict = refusedByEksctl(text, events, starts);
  if (strict !== undefined) return { problems: [strict] };
  const reader = new Reader(parsed.text, events, first + 1);
  try {
    const start = reader.offset();
    const value = reader.read();
    return { source: { text, value, start, places: reader.places }, problems: reader.problems };
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    return { problems: [...reader.problems, error.problem] };
  }
}
