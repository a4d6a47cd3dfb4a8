import type { NetworkSubnet, Tier } from "./network.ts";

export type SubnetsByTier = Readonly<Record<Tier, readonly NetworkSubnet[]>>;

/** The subnets that are asked for, or what is wrong with the question. */
export function selectSubnets(
  byTier: SubnetsByTier,
  tier: Tier,
  zones: readonly string[] = [],
): readonly NetworkSubnet[] | { readonly wrong: string } {
  // The tier may come from a program without types: "constructor" is none.
  const all = Object.hasOwn(byTier, tier) ? byTier[tier] : undefined;
  if (all === undefined)
    return {
      wrong: `${JSON.stringify(tier)} is no tier of subnets; allowed are ${Object.keys(byTier).join(", ")}; name one of them`,
    };
  const known = [...new Set(all.map(({ zone }) => zone))];
  const unknown = zones.filter((zone) => !known.includes(zone));
  if (unknown.length > 0)
    return {
      wrong: `there is no ${tier} subnet in ${unknown.join(", ")}; the zones are ${known.join(", ") || "none"}; name some of them`,
    };
  return zones.length === 0 ? all : all.filter(({ zone }) => zones.includes(zone));
}
