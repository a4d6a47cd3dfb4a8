import { Addon } from "../../modules/addons/addon.ts";
import type { Parts } from "./parts.ts";

/** The add-ons, each in its stage. */
export const addAddons = ({ stack, spec, cluster }: Parts): readonly Addon[] =>
  spec.addons.map((addon) => new Addon(stack, `addon_${addon.name}`, { cluster, ...addon }));
