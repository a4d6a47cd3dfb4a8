import { familyFacts, isBottlerocket, isWindows } from "../../facts/families.ts";
import { yamlContent } from "../../yaml/content.ts";
import { defineRules, isSet, NOTHING, refuse } from "../define.ts";
import {
  eachGroup,
  eachManaged,
  eachSelfManaged,
  type Group,
  inGroups,
  inManaged,
  inSelfManaged,
} from "../groups.ts";

/** What EC2 takes, before base64. */
const USER_DATA_BYTES = 16_384;

const kindOf = (group: Group): string | undefined => familyFacts(group.group.amiFamily ?? "")?.kind;
const joinsByNodeConfig = (group: Group): boolean =>
  kindOf(group) === "al2023" || (group.managed && !isSet(group.given.amiFamily) && !isSet(group.given.ami));

export const bootstrapRules = defineRules("nodes", {
  ownImageJoins: {
    code: "EKS0198",
    name: "nodes with their own image know how to join",
    reads: inSelfManaged("ami", "amiFamily", "overrideBootstrapCommand"),
    check: eachSelfManaged((group) => {
      const { given, at } = group;
      const kind = familyFacts(given.amiFamily ?? "")?.kind ?? "";
      return isSet(given.ami) &&
        ["al2", "ubuntu"].includes(kind) &&
        given.overrideBootstrapCommand === undefined
        ? refuse(
            at("ami"),
            `eksplan does not know how an own image of ${given.amiFamily} joins; overrideBootstrapCommand is needed; write the command, or leave ami out`,
          )
        : NOTHING;
    }),
  },
  managedImageJoins: {
    code: "EKS0241",
    name: "nodes of a managed group with their own image know how to join",
    reads: inManaged("ami", "amiFamily", "overrideBootstrapCommand"),
    check: eachManaged(({ given, at }) => {
      const kind = familyFacts(given.amiFamily ?? "")?.kind ?? "";
      return given.ami?.startsWith("ami-") === true &&
        ["al2", "ubuntu"].includes(kind) &&
        given.overrideBootstrapCommand === undefined
        ? refuse(
            at("ami"),
            `eksplan does not know how an own image of ${given.amiFamily} joins; overrideBootstrapCommand is needed; write the command, or leave ami out`,
          )
        : NOTHING;
    }),
  },
  commandNeedsOwnImage: {
    code: "EKS0243",
    name: "a managed group replaces the bootstrap of its own image only",
    reads: inManaged("ami", "amiFamily", "overrideBootstrapCommand"),
    check: eachManaged((group) => {
      const { given, at } = group;
      const kind = kindOf(group);
      const allowed =
        kind === "al2023" || kind === "bottlerocket" || kind === "windows" || kind === undefined;
      return given.overrideBootstrapCommand !== undefined && !isSet(given.ami) && !allowed
        ? refuse(
            at("overrideBootstrapCommand"),
            `EKS writes the bootstrap of its images itself; overrideBootstrapCommand is for an own ami or AmazonLinux2023; name an ami or use preBootstrapCommands`,
          )
        : NOTHING;
    }),
  },
  windowsHasNoCommand: {
    code: "EKS0234",
    name: "a managed Windows group has no own bootstrap",
    reads: inManaged("amiFamily", "overrideBootstrapCommand"),
    check: eachManaged(({ given, at }) =>
      isWindows(given.amiFamily) && given.overrideBootstrapCommand !== undefined
        ? refuse(
            at("overrideBootstrapCommand"),
            `the bootstrap of ${given.amiFamily} cannot be replaced in a managed group; a self-managed one allows it; remove the line or move the group`,
          )
        : NOTHING,
    ),
  },
  bottlerocketHasNoCommands: {
    code: "EKS0201",
    name: "a self-managed Bottlerocket group runs no commands",
    reads: inSelfManaged("amiFamily", "preBootstrapCommands", "overrideBootstrapCommand"),
    check: eachSelfManaged(({ given, at }) =>
      isBottlerocket(given.amiFamily)
        ? (["preBootstrapCommands", "overrideBootstrapCommand"] as const).flatMap((key) =>
            given[key] === undefined
              ? NOTHING
              : refuse(
                  at(key),
                  `Bottlerocket has no shell; its settings are allowed; use bottlerocket.settings instead of ${key}`,
                ),
          )
        : NOTHING,
    ),
  },
  managedBottlerocketHasNoCommands: {
    code: "EKS0233",
    name: "a managed Bottlerocket group runs no commands",
    reads: inManaged("amiFamily", "preBootstrapCommands", "overrideBootstrapCommand"),
    check: eachManaged(({ given, at }) =>
      isBottlerocket(given.amiFamily)
        ? (["preBootstrapCommands", "overrideBootstrapCommand"] as const).flatMap((key) =>
            given[key] === undefined
              ? NOTHING
              : refuse(
                  at(key),
                  `Bottlerocket has no shell; its settings are allowed; use bottlerocket.settings instead of ${key}`,
                ),
          )
        : NOTHING,
    ),
  },
  nodeConfigIsReadable: {
    code: "EKS0223",
    name: "on Amazon Linux 2023 the bootstrap is a NodeConfig",
    reads: [
      ...inGroups("amiFamily", "ami", "overrideBootstrapCommand"),
      "managedNodeGroups[].launchTemplate",
    ],
    check: eachGroup((group) => {
      const text = group.given.overrideBootstrapCommand;
      if (
        !isSet(text) ||
        !joinsByNodeConfig(group) ||
        (group.managed && group.given.launchTemplate !== undefined)
      )
        return NOTHING;
      const content = yamlContent(text)?.value;
      const path = group.at("overrideBootstrapCommand");
      const remedy =
        "a NodeConfig of node.eks.aws/v1alpha1 in YAML is allowed; write apiVersion, kind and spec, or use preBootstrapCommands for shell";
      if (typeof content !== "object" || content === null || Array.isArray(content))
        return refuse(path, `AmazonLinux2023 does not run the text as a command; ${remedy}`);
      const { kind, spec } = content as { readonly kind?: unknown; readonly spec?: unknown };
      return (kind === undefined || kind === "NodeConfig") &&
        (spec === undefined || (typeof spec === "object" && !Array.isArray(spec)))
        ? NOTHING
        : refuse(path, `the document is not a NodeConfig; ${remedy}`);
    }),
  },
  userDataFits: {
    code: "EKS0561",
    name: "commands fit into user data",
    reads: inGroups("preBootstrapCommands", "overrideBootstrapCommand"),
    explanation: "EC2 takes 16 KiB of user data. Keep scripts in S3 or in the image and call them.",
    check: eachGroup(({ given, at }) => {
      const commands = given.preBootstrapCommands ?? [];
      const size = Buffer.byteLength([...commands, given.overrideBootstrapCommand ?? ""].join("\n"));
      return size > USER_DATA_BYTES
        ? refuse(
            at(commands.length > 0 ? "preBootstrapCommands" : "overrideBootstrapCommand"),
            `the commands have ${size} bytes; user data holds ${USER_DATA_BYTES}; download the script instead`,
          )
        : NOTHING;
    }),
  },
});
