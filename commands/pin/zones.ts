import { ZONES_WITHOUT_CONTROL_PLANE } from "../../modules/aws/zones.ts";
import { ZONE_IDS_ANNOTATION } from "../../modules/config/profile.ts";
import { type Finding, failure, type Pinning } from "./finding.ts";
import type { AccountZone } from "./questions.ts";

const FEWEST = 2;

/**
 * The zones of the network. What the file names must exist in this account; what it leaves open becomes what eksplan
 * chooses anyway, and where this account lacks one of those, the next that it has.
 */
export async function pinZones({ cluster, questions }: Pinning) {
  const { completed, given } = cluster;
  const zones = await questions.zones();
  const known = (wanted: { readonly id?: string | undefined; readonly name?: string | undefined }) =>
    zones.find(({ id, name }) => id === wanted.id || name === wanted.name);
  const annotated = given.metadata?.annotations?.[ZONE_IDS_ANNOTATION];
  const listed = given.availabilityZones ?? [];
  const isOpen = annotated === undefined && listed.length === 0;
  const chosen: AccountZone[] = [];
  for (const [index, zone] of completed.eksplan.zones.entries()) {
    const found = known(zone);
    if (found !== undefined) chosen.push(found);
    else if (!isOpen) {
      const path =
        annotated === undefined
          ? ["availabilityZones", index]
          : ["metadata", "annotations", ZONE_IDS_ANNOTATION];
      const have = zones.map((one) => (annotated === undefined ? one.name : one.id)).join(", ");
      throw failure(path, `${zone.name ?? zone.id} is no zone of this account; it has ${have}`);
    }
  }
  const wanted = completed.eksplan.zones.length;
  // An existing VPC has its zones.
  if (!isOpen || wanted === 0) return { zones, chosen, findings: [] };
  const others = [...zones]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .filter((zone) => !chosen.includes(zone) && !ZONES_WITHOUT_CONTROL_PLANE.includes(zone.id));
  chosen.push(...others.slice(0, wanted - chosen.length));
  if (chosen.length < FEWEST)
    throw failure(["availabilityZones"], `this account has ${chosen.length} usable zones; EKS needs two`);
  const byId = completed.eksplan.zones.every(({ id }) => id !== undefined);
  const finding: Finding = byId
    ? {
        path: ["metadata", "annotations", ZONE_IDS_ANNOTATION],
        before: undefined,
        value: chosen.map(({ id }) => id).join(", "),
        after: ["version", "region", "name"],
      }
    : { path: ["availabilityZones"], before: undefined, value: chosen.map(({ name }) => name) };
  return { zones, chosen, findings: [finding] };
}
