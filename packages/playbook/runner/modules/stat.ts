import { createHash } from "node:crypto";
import {
  accessSync,
  constants,
  existsSync,
  lstatSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  type Stats,
  statSync,
} from "node:fs";
import { messageOf, TaskFailure } from "../failure.ts";
import { groupName, ownerName } from "./file-facts.ts";
import { modeText } from "./mode.ts";
import type { Module } from "./module.ts";

const may = (file: string, access: number): boolean => {
  try {
    accessSync(file, access);
    return true;
  } catch {
    return false;
  }
};

const PERMISSIONS: readonly (readonly [string, number])[] = [
  ["rusr", 0o400],
  ["wusr", 0o200],
  ["xusr", 0o100],
  ["rgrp", 0o040],
  ["wgrp", 0o020],
  ["xgrp", 0o010],
  ["roth", 0o004],
  ["woth", 0o002],
  ["xoth", 0o001],
  ["isuid", 0o4000],
  ["isgid", 0o2000],
];

function describe(file: string, stats: Stats): Record<string, unknown> {
  return {
    exists: true,
    path: file,
    mode: modeText(stats.mode),
    isdir: stats.isDirectory(),
    isreg: stats.isFile(),
    islnk: stats.isSymbolicLink(),
    isblk: stats.isBlockDevice(),
    ischr: stats.isCharacterDevice(),
    isfifo: stats.isFIFO(),
    issock: stats.isSocket(),
    uid: stats.uid,
    gid: stats.gid,
    pw_name: ownerName(stats.uid),
    gr_name: groupName(stats.gid),
    size: stats.size,
    inode: stats.ino,
    dev: stats.dev,
    nlink: stats.nlink,
    atime: stats.atimeMs / 1000,
    mtime: stats.mtimeMs / 1000,
    ctime: stats.ctimeMs / 1000,
    blocks: stats.blocks,
    block_size: stats.blksize,
    device_type: stats.rdev,
    readable: may(file, constants.R_OK),
    writeable: may(file, constants.W_OK),
    executable: may(file, constants.X_OK),
    ...Object.fromEntries(PERMISSIONS.map(([name, bit]) => [name, (stats.mode & bit) !== 0])),
  };
}

export const stat: Module = {
  spec: {
    path: { type: "path", required: true, aliases: ["dest", "name"] },
    follow: { type: "bool", default: false },
    get_checksum: { type: "bool", default: true },
    checksum_algorithm: { default: "sha1", aliases: ["checksum", "checksum_algo"] },
    get_mime: { type: "bool", default: true, aliases: ["mime", "mime_type", "mime-type"] },
    get_attributes: { type: "bool", default: true, aliases: ["attr", "attributes"] },
    get_selinux_context: { type: "bool", default: false },
  },
  supportsCheck: true,
  run: async (args) => {
    const file = args.text("path");
    const stats = args.flag("follow")
      ? statSync(file, { throwIfNoEntry: false })
      : lstatSync(file, { throwIfNoEntry: false });
    if (stats === undefined) return { changed: false, stat: { exists: false } };
    const more: Record<string, unknown> = {};
    if (stats.isSymbolicLink()) {
      more["lnk_target"] = readlinkSync(file);
      more["lnk_source"] = existsSync(file) ? realpathSync(file) : readlinkSync(file);
    }
    if (stats.isFile() && args.flag("get_checksum") && may(file, constants.R_OK)) {
      more["checksum"] = createHash(args.text("checksum_algorithm")).update(readFileSync(file)).digest("hex");
    }
    return { changed: false, stat: { ...describe(file, stats), ...more } };
  },
};

export const slurp: Module = {
  spec: { src: { type: "path", required: true, aliases: ["path"] } },
  supportsCheck: true,
  run: async (args) => {
    const file = args.text("src");
    if (!existsSync(file)) throw new TaskFailure(`file not found: ${file}`);
    if (statSync(file).isDirectory())
      throw new TaskFailure(`source is a directory and must be a file: ${file}`);
    try {
      return {
        changed: false,
        content: readFileSync(file).toString("base64"),
        source: file,
        encoding: "base64",
      };
    } catch (error) {
      throw new TaskFailure(`unable to slurp file: ${messageOf(error)}`, {}, { cause: error });
    }
  },
};
