import { NotImplemented } from "../../../core/errors.ts";
import { autoscaling } from "../operation.ts";
import { groups } from "./store.ts";

/** Activities of a group that is gone are gone with it. */
export const describeScalingActivities = autoscaling("DescribeScalingActivities", (call) => {
  const {
    AutoScalingGroupName: name,
    ActivityIds: ids,
    IncludeDeletedGroups: _none,
    Filters: filters = [],
  } = call.input;
  if (filters.length > 0)
    throw new NotImplemented(`autoscaling:DescribeScalingActivities filter "${filters[0]?.Name}"`);
  const pool = name === undefined ? call.use(groups).list() : [call.use(groups).get(name)];
  const found = pool.flatMap((group) => group?.activities ?? []);
  return {
    Activities: found.filter(
      ({ ActivityId }) => ids === undefined || ids.length === 0 || ids.includes(ActivityId),
    ),
  };
});
