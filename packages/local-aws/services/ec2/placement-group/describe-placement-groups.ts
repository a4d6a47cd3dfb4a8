import { show } from "../kind.ts";
import { ec2, select } from "../operation.ts";
import { placementGroups } from "./kind.ts";

export const describePlacementGroups = ec2("DescribePlacementGroups", (call) => {
  const { GroupNames: names = [], GroupIds: ids, Filters: filters } = call.input;
  const all = call.use(placementGroups.collection).list();
  const unknown = names.find((name) => !all.some(({ GroupName }) => GroupName === name));
  if (unknown !== undefined) throw placementGroups.missing(unknown);
  const found = select(call, "DescribePlacementGroups", placementGroups, ids, filters).filter(
    ({ GroupName }) => names.length === 0 || names.includes(GroupName),
  );
  return { PlacementGroups: found.map((group) => show(call, placementGroups, group)) };
});
