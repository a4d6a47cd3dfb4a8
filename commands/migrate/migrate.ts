import { type FieldPath, formatPath } from "@eksplan/diagnostics/issue";
import { complete } from "../../modules/config/defaults/complete.ts";
import { DEVIATIONS } from "../../modules/config/defaults/deviations.ts";
import { differences } from "../../modules/config/defaults/differences.ts";
import { notProvisioned, WITHOUT_EFFECT } from "../../modules/config/not-provisioned.ts";
import type { Profile } from "../../modules/config/profile.ts";
import type { ClusterConfig } from "../../modules/config/schema/cluster-config.ts";

export interface MigratedField {
  readonly field: string;
  readonly value: string;
  readonly fate: "provisioned" | "not provisioned yet" | "without effect" | "chooses settings";
  readonly remark: string;
}

export interface Deviating {
  readonly field: string;
  readonly eksctl: string;
  readonly eksplan: string;
  readonly why: string;
  readonly back: string;
}

export interface Migration {
  /** Every value that the file gives, and what becomes of it. */
  readonly fields: readonly MigratedField[];
  /** Where the file is silent and the profile decides otherwise than eksctl. */
  readonly deviations: readonly Deviating[];
}

/** What eksplan makes of a file that was written for eksctl. */
export function migration(given: ClusterConfig, profile: Profile): Migration {
  const missing = notProvisioned(given);
  return {
    fields: leaves(given, []).map(({ path, value }) => ({
      field: formatPath(path),
      value: show(value),
      ...fateOf(path, missing),
    })),
    deviations: deviationsOf(given, profile),
  };
}

const patternOf = (path: FieldPath): string =>
  path
    .map((step) => (typeof step === "number" ? "[]" : step))
    .join(".")
    .replaceAll(".[]", "[]");

const startsWith = (path: FieldPath, start: FieldPath): boolean =>
  start.every((step, index) => path[index] === step);

function fateOf(
  path: FieldPath,
  missing: ReturnType<typeof notProvisioned>,
): Pick<MigratedField, "fate" | "remark"> {
  const gap = missing.find((each) => startsWith(path, each.path));
  if (gap !== undefined) return { fate: "not provisioned yet", remark: gap.message.replace(/^[^;]*; /, "") };
  const pattern = patternOf(path);
  const idle = Object.entries(WITHOUT_EFFECT).find(
    ([field]) => pattern === field || pattern.startsWith(`${field}.`),
  );
  if (idle !== undefined) return { fate: "without effect", remark: idle[1] };
  if (pattern.startsWith("metadata.annotations")) return { fate: "chooses settings", remark: "" };
  return { fate: "provisioned", remark: "" };
}

function leaves(
  value: unknown,
  path: FieldPath,
): readonly { readonly path: FieldPath; readonly value: unknown }[] {
  if (Array.isArray(value) && value.some((item) => typeof item === "object")) {
    return value.flatMap((item, index) => leaves(item, [...path, index]));
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return Object.entries(value).flatMap(([key, each]) => leaves(each, [...path, key]));
  }
  return [{ path, value }];
}

const show = (value: unknown): string => {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "–");
  const line = text.replaceAll(/\s+/g, " ");
  return line.length > 60 ? `${line.slice(0, 57)}…` : line;
};

function deviationsOf(given: ClusterConfig, profile: Profile): readonly Deviating[] {
  return differences(complete(given, "eksctl"), complete(given, profile))
    .filter(
      ({ path }) => patternOf(path) !== "eksplan.profile" && !patternOf(path).startsWith("eksplan.zones"),
    )
    .map(({ path, before, after }) => {
      const pattern = patternOf(path).replace(/^nodeGroups/, "managedNodeGroups");
      const known = DEVIATIONS.find(({ field }) => field === pattern || field === `${pattern}[].name`);
      const names = (list: unknown) =>
        Array.isArray(list)
          ? list.map((item) => (typeof item === "object" ? (item as { name?: string }).name : item))
          : list;
      return {
        field: formatPath(path),
        eksctl: show(names(before)),
        eksplan: show(names(after)),
        why: known?.why ?? "",
        back: known?.back ?? "",
      };
    });
}
