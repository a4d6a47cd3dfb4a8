import { collection } from "../../../core/collection.ts";

/** Add-ons that were removed with `preserve`, by `childKey`: the objects that they brought are nobody's concern any more. */
export const preservedAddons = collection<true>("eks/preserved-addons", "region");
