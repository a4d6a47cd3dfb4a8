import { type EventDefinition, event } from "./call.ts";
import { definitionOf } from "./collection.ts";
import { contains, type Flip } from "./faults.ts";

/** Changes stored things from outside their service: how a fault makes something fail later. */
export const flipped: EventDefinition<Flip> = event(
  "core.flipped",
  (context, { collection, key = "*", where = {}, set }) => {
    const definition = definitionOf(collection);
    if (definition === undefined) throw new Error(`there is no collection ${collection}`);
    const things = context.use(definition);
    for (const each of things.keys()) {
      if (contains(each, key) && contains(things.get(each), where)) things.patch(each, set);
    }
  },
);
