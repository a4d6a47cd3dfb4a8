/** Arguments of whatever leaves a file behind. */
export const FILE = [
  "mode",
  "owner",
  "group",
  "attributes",
  "attr",
  "selevel",
  "serole",
  "setype",
  "seuser",
  "unsafe_writes",
];
