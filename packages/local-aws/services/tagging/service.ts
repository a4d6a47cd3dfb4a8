import type { Service } from "../../core/call.ts";
import { getResources } from "./get-resources.ts";
import { getTagKeys } from "./get-tag-keys.ts";
import { getTagValues } from "./get-tag-values.ts";

export const tagging: Service = {
  name: "tagging",
  operations: [getResources, getTagKeys, getTagValues],
};
