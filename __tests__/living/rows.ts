import { readFileSync } from "node:fs";
import { EDITS, type Edit } from "../../commands/docs/edit-rows.ts";
import { parseVerdicts } from "../../commands/docs/verdicts.ts";
import { fields } from "../../modules/config/fields.ts";
import { judge } from "../../modules/config/judge.ts";
import { ABSENT, type Block, type Content, merge, placeOf, put } from "../probe/probe.ts";
import { probeOf } from "../probe/probes.ts";
import { ACCOUNT, ZONE } from "../probe/surroundings.ts";
import { ADDON_OF, CLUSTERS, type ClusterName, SERVICE_ACCOUNT_OF, WELL_KNOWN_OF } from "./clusters.ts";
import { BESIDE, NOT_PLANNED, SET_ONLY, VALUES } from "./settings.ts";

/** One edit of one field of a deployed cluster. */
export interface Row {
  readonly field: string;
  readonly edit: Edit;
  readonly cluster: ClusterName;
  /** Part of the addresses of all that belongs to the item that is edited. @default - the edit is planned alone */
  readonly item?: string;
  /** The edit, in the cluster's file. */
  readonly change: (file: Block) => Block;
}

/** A list of the file whose items are edited side by side. */
interface List {
  readonly path: readonly [string, ...string[]];
  /** First letter of the items' names. */
  readonly letter: string;
  readonly named: (item: Block, name: string) => Block;
}

const principal = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;

const LISTS: Readonly<Record<string, List>> = {
  "managedNodeGroups[]": {
    path: ["managedNodeGroups"],
    letter: "g",
    named: (item, name) => ({ ...item, name }),
  },
  "fargateProfiles[]": {
    path: ["fargateProfiles"],
    letter: "f",
    named: (item, name) => ({ ...item, name, selectors: selectorsOf(item, name) }),
  },
  "accessConfig.accessEntries[]": {
    path: ["accessConfig", "accessEntries"],
    letter: "e",
    named: (item, name) => ({ ...item, principalARN: principal(name) }),
  },
};

/** Two profiles with one selector would be refused. */
function selectorsOf(item: Block, name: string): Content {
  const selectors = (item["selectors"] ?? []) as readonly Block[];
  return selectors.map((one) => (one["namespace"] === "probe" ? { ...one, namespace: name } : one));
}

const RECORDED = parseVerdicts(readFileSync("__tests__/probe/verdicts.txt", "utf8"));

/** Fields that change a plan. */
export const EDITED: readonly string[] = RECORDED.filter(
  ({ fate, field }) => (fate === "changes" || fate === "partly") && NOT_PLANNED[field] === undefined,
).map(({ field }) => field);

const isRefused = (document: Content): boolean =>
  judge(JSON.stringify(document), "living.yaml").issues.some(({ severity }) => severity === "error");

const fieldNamed = (path: string) => fields().find((field) => field.path === path)!;
const at = (content: Content, path: readonly (string | number)[]): Content | undefined =>
  path.reduce<Content | undefined>(
    (inner, step) => (inner as Record<string | number, Content> | undefined)?.[step],
    content,
  );

const listOf = (field: string): string | undefined =>
  Object.keys(LISTS).find((list) => field.startsWith(`${list}.`));

export interface Table {
  readonly rows: readonly Row[];
  readonly files: Readonly<Record<ClusterName, Block>>;
}

/** The rows of these fields, and the files of the clusters that have to be deployed for them. */
export function tableOf(wanted: readonly string[]): Table {
  const files: Record<ClusterName, Block> = { ...CLUSTERS };
  const rows = wanted.flatMap((field, index) => rowsOf(field, index, files));
  return { rows, files };
}

/** Rows of one field; items that they edit are added to the files. */
function rowsOf(field: string, index: number, files: Record<ClusterName, Block>): readonly Row[] {
  const probe = probeOf(fieldNamed(field), VALUES[field] ?? {});
  const list = listOf(field);
  if (list !== undefined) return rowsOfItem(field, index, LISTS[list]!, probe, files);
  const addon = ADDON_OF[field] ?? WELL_KNOWN_OF[field];
  if (addon !== undefined) return rowsOfAddon(field, addon, probe, files);
  return rowsOfCluster(field, probe);
}

type Versions = ReturnType<typeof probeOf>;

function rowsOfItem(
  field: string,
  index: number,
  { path, letter, named }: List,
  { first, second, without }: Versions,
  files: Record<ClusterName, Block>,
): readonly Row[] {
  const number = String(index).padStart(3, "0");
  const off = `${letter}${number}n`;
  const on = `${letter}${number}s`;
  const item = (file: Content, name: string) => named(at(file, [...path, 0]) as Block, name);
  const isName = /(?:\.name|principalARN)$/.test(field) && !field.includes("accessPolicies");
  const listIn = (file: Block) => (at(file, path) ?? []) as readonly Block[];
  const add = (one: Block) => {
    files.items = put(files.items, path, [...listIn(files.items), one]) as Block;
  };
  const replace = (before: Block, after: Block) => (file: Block) =>
    put(
      file,
      path,
      listIn(file).map((one) => (JSON.stringify(one) === JSON.stringify(before) ? after : one)),
    ) as Block;
  const set: Row = {
    field,
    edit: "set",
    cluster: "items",
    item: off,
    change: replace(item(without, off), item(first, off)),
  };
  if (SET_ONLY[field] !== undefined) {
    add(item(without, off));
    return [set];
  }
  add(item(first, on));
  if (isName)
    return [
      {
        field,
        edit: "changed",
        cluster: "items",
        item: on,
        change: replace(item(first, on), item(first, `${on}x`)),
      },
    ];
  const changed = replace(item(first, on), item(second, on));
  const takenOut = replace(item(first, on), item(without, on));
  // What a file must say cannot be set, and no plan shows it taken out.
  if (isRefused(without))
    return [
      { field, edit: "changed", cluster: "items", item: on, change: changed },
      { field, edit: "taken out", cluster: "items", change: takenOut },
    ];
  add(item(without, off));
  if (BESIDE.has(field))
    return [
      { field, edit: "set", cluster: "items", change: set.change },
      { field, edit: "changed", cluster: "items", change: changed },
      { field, edit: "taken out", cluster: "items", change: takenOut },
    ];
  return [
    set,
    { field, edit: "changed", cluster: "items", item: on, change: changed },
    { field, edit: "taken out", cluster: "items", item: on, change: takenOut },
  ];
}

function rowsOfAddon(
  field: string,
  name: string,
  { first, second, without }: Versions,
  files: Record<ClusterName, Block>,
): readonly Row[] {
  const cluster = ADDON_OF[field] === undefined ? "full" : "items";
  const one = (file: Content): Block => {
    const addon = { ...(at(file, ["addons", 0]) as Block), name };
    const account = SERVICE_ACCOUNT_OF[name];
    return field.includes("podIdentity") && !field.endsWith("serviceAccountName") && account !== undefined
      ? (merge(addon, { podIdentityAssociations: [{ serviceAccountName: account }] }) as Block)
      : addon;
  };
  const listIn = (file: Block) => file["addons"] as readonly Block[];
  files[cluster] = {
    ...files[cluster],
    addons: [...listIn(files[cluster]).filter((each) => each["name"] !== name), one(first)],
  };
  const replace = (after: Block) => (file: Block) => ({
    ...file,
    addons: listIn(file).map((each) => (each["name"] === name ? after : each)),
  });
  const item = `addon_${name}`;
  const plain = field.includes("podIdentityAssociations[]") ? { name } : one(without);
  return [
    { field, edit: "set", cluster: "given", item, change: replace(one(first)) },
    { field, edit: "changed", cluster, item, change: replace(one(second)) },
    { field, edit: "taken out", cluster, item, change: replace(plain) },
  ];
}

/** Clusters where a field of the cluster itself has its first value, unless it is `full`. */
const GIVEN_FIELDS: ReadonlySet<string> = new Set([
  "iam.serviceRoleARN",
  "iam.fargatePodExecutionRoleARN",
  "secretsEncryption.keyARN",
]);

/** The other annotations are no part of the edit. */
const PROFILE = ["metadata", "annotations", "eksplan.dev/profile"];

const REQUIRED: ReadonlySet<string> = new Set(["metadata.region", "availabilityZones", "addons[].name"]);

function rowsOfCluster(field: string, { first, second }: Versions): readonly Row[] {
  const path = field === "metadata.annotations" ? PROFILE : placeOf(field, ZONE);
  const on = field === "metadata.region" ? "bare" : GIVEN_FIELDS.has(field) ? "given" : "full";
  const place = field.startsWith("addons[]") ? ["addons", 4, ...path.slice(2)] : path;
  const write = (value: Content | undefined) => (file: Block) =>
    put(file, place, value === undefined ? ABSENT : value) as Block;
  const off = field.startsWith("addons[]") ? "given" : "bare";
  // The block without its only field is refused: what a person takes out is the block.
  const out = field === "secretsEncryption.keyARN" ? ["secretsEncryption"] : place;
  const all: Readonly<Record<Edit, Row>> = {
    set: { field, edit: "set", cluster: off, change: write(at(first, path)) },
    changed: { field, edit: "changed", cluster: on, change: write(at(second, path)) },
    "taken out": { field, edit: "taken out", cluster: on, change: (file) => put(file, out, ABSENT) as Block },
  };
  // What a file, or that of the cluster that says least, must say cannot be set.
  const edits = (Object.keys(EDITS) as Edit[]).filter((edit) => edit !== "set" || !REQUIRED.has(field));
  return edits.map((edit) => all[edit]);
}
