import { zoneIdsOf, zoneKey } from "../../aws/zones.ts";
import type { ZoneSpec } from "../../spec/network.ts";
import { ZONE_IDS_ANNOTATION } from "../profile.ts";
import type { ClusterConfig } from "../schema/cluster-config.ts";

import type { Situation } from "./situation.ts";

const byName = (name: string): ZoneSpec => ({ key: zoneKey({ name }), name });
const byId = (id: string): ZoneSpec => ({ key: zoneKey({ id }), id });

/** Ids of zones that the annotation asks for; empty without it. */
export function requestedZoneIds(given: ClusterConfig): readonly string[] {
  const text = given.metadata?.annotations?.[ZONE_IDS_ANNOTATION] ?? "";
  return text.split(/[\s,]+/).filter((id) => id !== "");
}

/**
 * The zones of the created VPC. eksctl draws them by lot each time; here the same file always means the same zones.
 * Three of them, and as in eksctl two in us-east-1 with the profile of that name.
 */
export function zonesOf(
  given: ClusterConfig,
  { profile, defaults, existingVpc }: Situation,
): readonly ZoneSpec[] {
  if (existingVpc) return [];
  const region = given.metadata?.region ?? "";
  const named = given.availabilityZones ?? [];
  if (named.length > 0) return named.map(byName);
  const requested = requestedZoneIds(given);
  if (requested.length > 0) return requested.map(byId);
  const count = profile === "eksctl" && region === "us-east-1" ? 2 : 3;
  const known = zoneIdsOf(region)?.slice(0, count);
  const groups = [...(given.nodeGroups ?? []), ...(given.managedNodeGroups ?? [])];
  const groupsNameZones = groups.some(({ availabilityZones }) => (availabilityZones ?? []).length > 0);
  // Names and ids can't be matched without asking AWS: a group that names its zones decides for names.
  if (known !== undefined && defaults.zonesById && !groupsNameZones) return known.map(byId);
  const letters = ["a", "b", "c"].slice(0, known?.length ?? count);
  return letters.map((letter) => byName(`${region}${letter}`));
}
