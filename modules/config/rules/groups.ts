import type { FieldPath } from "@eksplan/diagnostics/issue";
import type { CompletedConfig } from "../completed.ts";
import type { Finding, Rule, RuleContext } from "../rule.ts";
import type { ClusterConfig } from "../schema/cluster-config.ts";
import { collect } from "./define.ts";

export type CompletedManagedGroup = CompletedConfig["managedNodeGroups"][number];
export type CompletedSelfManagedGroup = CompletedConfig["nodeGroups"][number];
export type GivenManagedGroup = NonNullable<ClusterConfig["managedNodeGroups"]>[number];
export type GivenSelfManagedGroup = NonNullable<ClusterConfig["nodeGroups"]>[number];

interface Place {
  /** Path of the group in the file. */
  readonly path: FieldPath;
  /** Path of one of its fields. */
  at(...field: FieldPath): FieldPath;
}

export interface SelfManagedGroup extends Place {
  readonly managed: false;
  readonly group: CompletedSelfManagedGroup;
  readonly given: GivenSelfManagedGroup;
}

export interface ManagedGroup extends Place {
  readonly managed: true;
  readonly group: CompletedManagedGroup;
  readonly given: GivenManagedGroup;
}

export type Group = SelfManagedGroup | ManagedGroup;

interface Groups {
  readonly selfManaged: readonly SelfManagedGroup[];
  readonly managed: readonly ManagedGroup[];
  readonly all: readonly Group[];
}

// Some hundred rules ask for the groups of one configuration: they are prepared once.
const PREPARED = new WeakMap<CompletedConfig, Groups>();

export function groupsOf(config: CompletedConfig, { given }: RuleContext): Groups {
  const known = PREPARED.get(config);
  if (known !== undefined) return known;
  const place = (list: string, index: number): Place => {
    const path = [list, index];
    return { path, at: (...field) => [...path, ...field] };
  };
  const selfManaged = config.nodeGroups.map((group, index) => ({
    managed: false as const,
    group,
    given: given.nodeGroups?.[index] ?? {},
    ...place("nodeGroups", index),
  }));
  const managed = config.managedNodeGroups.map((group, index) => ({
    managed: true as const,
    group,
    given: given.managedNodeGroups?.[index] ?? {},
    ...place("managedNodeGroups", index),
  }));
  const groups = { selfManaged, managed, all: [...selfManaged, ...managed] };
  PREPARED.set(config, groups);
  return groups;
}

type Check<G extends Group> = (group: G, config: CompletedConfig, context: RuleContext) => readonly Finding[];

/** A check of every node group. */
export const eachGroup =
  (check: Check<Group>): Rule["check"] =>
  (config, context) =>
    collect(groupsOf(config, context).all, (group) => check(group, config, context));

export const eachSelfManaged =
  (check: Check<SelfManagedGroup>): Rule["check"] =>
  (config, context) =>
    collect(groupsOf(config, context).selfManaged, (group) => check(group, config, context));

export const eachManaged =
  (check: Check<ManagedGroup>): Rule["check"] =>
  (config, context) =>
    collect(groupsOf(config, context).managed, (group) => check(group, config, context));

/** Fields of both kinds of group, for `reads`. */
export const inGroups = (...fields: readonly string[]): readonly string[] => [
  ...inSelfManaged(...fields),
  ...inManaged(...fields),
];
export const inSelfManaged = (...fields: readonly string[]): readonly string[] =>
  fields.map((field) => `nodeGroups[].${field}`);
export const inManaged = (...fields: readonly string[]): readonly string[] =>
  fields.map((field) => `managedNodeGroups[].${field}`);

/** The instance types that a group may run; empty if AWS or an own launch template decides. */
export function instanceTypesOf({ managed, group, given }: Group): readonly string[] {
  if (managed) return group.instanceTypes;
  const distribution = given.instancesDistribution?.instanceTypes ?? [];
  if (distribution.length > 0) return distribution;
  if (given.instanceSelector !== undefined && Object.keys(given.instanceSelector).length > 0) return [];
  const type = given.instanceType ?? "";
  if (type === "mixed") return [];
  return [type === "" ? "m5.large" : type];
}

/** Path of the field that names a type. */
export function placeOfType({ managed, given, at }: Group, index: number): FieldPath {
  if (managed && (given.instanceTypes ?? []).length > 0) return at("instanceTypes", index);
  if (!managed && (given.instancesDistribution?.instanceTypes ?? []).length > 0)
    return at("instancesDistribution", "instanceTypes", index);
  return at("instanceType");
}
