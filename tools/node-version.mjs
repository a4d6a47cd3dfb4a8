// Imported before everything else, and written so that old versions of Node can read it: they are told in one line what they
// lack, instead of failing at the first thing that they don't know.
import { readFileSync } from "node:fs";

/** Whether a version is in one of the ranges of package.json: `^20.19.0 || ^22.13.0 || >=24.0.0`. */
export function isIn(version, ranges) {
  const [major, minor] = version.split(".").map(Number);
  return ranges.split("||").some((range) => {
    const [, how, wantedMajor, wantedMinor] = /^(\^|>=)(\d+)\.(\d+)/.exec(range.trim());
    const isNewEnough = major === Number(wantedMajor) && minor >= Number(wantedMinor);
    return isNewEnough || (how === ">=" && major > Number(wantedMajor));
  });
}

const { engines } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
if (!isIn(process.versions.node, engines.node)) {
  console.error(
    `eksplan needs Node 20 (from 20.19), 22 (from 22.13) or 24 and newer; this is ${process.versions.node}; get one from https://nodejs.org`,
  );
  process.exit(1);
}
