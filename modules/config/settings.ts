import { nearest } from "@eksplan/diagnostics/nearest";
import { type Problem, problem } from "./problems.ts";
import {
  ALLOW_ANNOTATION,
  BOOTSTRAP_ANNOTATION,
  isProfile,
  PROFILE_ANNOTATION,
  PROFILES,
  type Profile,
  ZONE_IDS_ANNOTATION,
} from "./profile.ts";
import type { ClusterConfig } from "./schema/cluster-config.ts";
import { offsetOf, type Source } from "./yaml/places.ts";

const PREFIX = "eksplan.dev/";
const KNOWN = [PROFILE_ANNOTATION, ZONE_IDS_ANNOTATION, ALLOW_ANNOTATION, BOOTSTRAP_ANNOTATION];

/** What the annotations under `eksplan.dev/` say. */
export interface Settings {
  readonly profile: Profile;
  /** Codes of accepted warnings. */
  readonly allowed: ReadonlySet<string>;
  readonly problems: readonly Problem[];
}

/** Reads the settings that eksctl's format has no field for. */
export function readSettings(given: ClusterConfig, source: Source, otherwise: Profile): Settings {
  const annotations = given.metadata?.annotations ?? {};
  const problems: Problem[] = [];
  const report = (
    kind: Parameters<typeof problem>[0],
    key: string,
    wrong: string,
    at: "key" | "value" = "value",
  ) => {
    const path = ["metadata", "annotations", key];
    problems.push(problem(kind, offsetOf(source, path, at), wrong, path));
  };
  for (const key of Object.keys(annotations).filter(
    (each) => each.startsWith(PREFIX) && !KNOWN.includes(each),
  )) {
    const near = nearest(key, KNOWN);
    report(
      "annotation",
      key,
      `${key} is not a setting${near === undefined ? "" : `; did you mean ${near}?`}`,
      "key",
    );
  }
  const profile = annotations[PROFILE_ANNOTATION] ?? otherwise;
  if (!isProfile(profile)) {
    const near = nearest(profile, PROFILES);
    const hint = near === undefined ? "" : `; did you mean ${near}?`;
    report("profile", PROFILE_ANNOTATION, `${JSON.stringify(profile)} is not a profile${hint}`);
  }
  const allowed = new Set<string>();
  for (const line of (annotations[ALLOW_ANNOTATION] ?? "").split("\n").filter((each) => each.trim() !== "")) {
    const [, code, reason] = /^\s*(EKS[0-9]{4})[\s:,-]*(.*)$/.exec(line) ?? [];
    if (code === undefined) report("allow", ALLOW_ANNOTATION, `${JSON.stringify(line.trim())} has no code`);
    else if ((reason ?? "").trim() === "")
      report("allow", ALLOW_ANNOTATION, `${code} is accepted without a reason`);
    else allowed.add(code);
  }
  checkZoneIds(given, report);
  return { profile: isProfile(profile) ? profile : otherwise, allowed, problems };
}

function checkZoneIds(given: ClusterConfig, report: (kind: "zoneIds", key: string, wrong: string) => void) {
  const text = given.metadata?.annotations?.[ZONE_IDS_ANNOTATION];
  if (text === undefined) return;
  const ids = text.split(/[\s,]+/).filter((id) => id !== "");
  if (new Set(ids).size < ids.length) report("zoneIds", ZONE_IDS_ANNOTATION, "a zone is named twice");
  else if (ids.length < 2 || ids.length > 6)
    report("zoneIds", ZONE_IDS_ANNOTATION, `${ids.length} zones are named`);
  else if (given.availabilityZones !== undefined) {
    report("zoneIds", ZONE_IDS_ANNOTATION, "availabilityZones names zones already");
  }
}
