import type { Field } from "../../modules/config/fields.ts";
import {
  ABSENT,
  type Content,
  covers,
  merge,
  type Probe,
  type ProbeSettings,
  placeOf,
  put,
  samplesOf,
} from "./probe.ts";
import { BY_NAME, SETTINGS } from "./settings.ts";
import { BASE, SURROUNDINGS, ZONE } from "./surroundings.ts";

const settingsOf = ({ path }: Field): ProbeSettings =>
  SETTINGS[path] ?? BY_NAME.find(([name]) => name.test(path))?.[1] ?? {};

/** The probe of a field, from the tables; `over` has the last word. */
export function probeOf(field: Field, over: ProbeSettings = {}): Probe {
  const settings = { ...settingsOf(field), ...over };
  const around = Object.entries(SURROUNDINGS)
    .filter(([entry]) => covers(entry, field.path))
    .sort(([a], [b]) => a.length - b.length)
    .map(([, content]) => content);
  const file = [...around, ...(settings.with === undefined ? [] : [settings.with])].reduce<Content>(
    (under, over) => merge(under, over)!,
    BASE,
  );
  const path = placeOf(settings.at ?? field.path, ZONE);
  const [first, second] = settings.values ?? samplesOf(field);
  return {
    field: field.path,
    path: placeOf(field.path, ZONE),
    first: put(file, path, first),
    second: put(file, path, second),
    without: put(file, path, ABSENT),
    ...(settings.unprovisioned !== undefined && { unprovisioned: put(file, path, settings.unprovisioned) }),
    refusedBy: settings.refusedBy ?? [],
  };
}
