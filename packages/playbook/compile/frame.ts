import type { FieldPath } from "@eksplan/diagnostics/issue";
import type { Conditions, Json } from "../ir.ts";
import type { Place } from "./draft.ts";
import type { Fields } from "./fields.ts";

type Vars = Readonly<Record<string, Json>>;

/** Variables by where they come from; later ones win. The order is Ansible's. */
export interface VarLayers {
  readonly roleDefaults: Vars;
  readonly play: Vars;
  readonly roleVars: Vars;
  readonly block: Vars;
  readonly params: Vars;
  /** From the program, as Ansible's extra variables. */
  readonly given: Vars;
}

/** What a task inherits from the play, roles and blocks around it. */
export interface Frame {
  readonly path: FieldPath;
  readonly place: Place;
  readonly roleName: string | undefined;
  readonly vars: VarLayers;
  readonly when: Conditions;
  readonly environment: readonly (Vars | string)[];
  readonly moduleDefaults: Readonly<Record<string, Vars>>;
  readonly notify: readonly string[];
  readonly tags: readonly string[];
  readonly noLog?: Json;
  readonly checkMode?: Json;
  readonly diff?: Json;
  readonly ignoreErrors?: Json;
  readonly timeout?: number;
  readonly isHandler: boolean;
}

export const mergedVars = (
  { roleDefaults, play, roleVars, block, params, given }: VarLayers,
  own: Vars = {},
): Vars => ({
  ...roleDefaults,
  ...play,
  ...roleVars,
  ...block,
  ...own,
  ...params,
  ...given,
});

/** Keywords that play, block, role and task share. */
export function inherit(frame: Frame, fields: Fields, moduleDefaults: Readonly<Record<string, Vars>>): Frame {
  const noLog = fields.flag("no_log");
  const checkMode = fields.flag("check_mode");
  const diff = fields.flag("diff");
  const ignoreErrors = fields.flag("ignore_errors");
  const timeout = fields.seconds("timeout");
  return {
    ...frame,
    when: [...frame.when, ...(fields.conditions("when") ?? [])],
    environment: [...frame.environment, ...fields.environment()],
    moduleDefaults: mergeDefaults(frame.moduleDefaults, moduleDefaults),
    notify: [...new Set([...frame.notify, ...fields.texts("notify")])],
    tags: [...new Set([...frame.tags, ...fields.texts("tags", { commas: true })])],
    ...(noLog !== undefined && { noLog }),
    ...(checkMode !== undefined && { checkMode }),
    ...(diff !== undefined && { diff }),
    ...(ignoreErrors !== undefined && { ignoreErrors }),
    ...(timeout !== undefined && { timeout }),
  };
}

const mergeDefaults = (
  outer: Readonly<Record<string, Vars>>,
  inner: Readonly<Record<string, Vars>>,
): Readonly<Record<string, Vars>> =>
  Object.fromEntries(
    [...new Set([...Object.keys(outer), ...Object.keys(inner)])].map((name) => [
      name,
      { ...outer[name], ...inner[name] },
    ]),
  );
