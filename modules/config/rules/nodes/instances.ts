import { acceleratorOf, architectureOf, instanceType } from "../../../aws/instance-types.ts";
import { maxPods } from "../../../aws/max-pods.ts";
import { quota } from "../../../aws/quotas.ts";
import { familyFacts, isWindows } from "../../facts/families.ts";
import { unknownType } from "../../facts/unknown-type.ts";
import { defineRules, isSet, listing, NOTHING, refuse, show, warn } from "../define.ts";
import {
  eachGroup,
  eachManaged,
  eachSelfManaged,
  type Group,
  inGroups,
  inManaged,
  inSelfManaged,
  instanceTypesOf,
  placeOfType,
} from "../groups.ts";

export const TYPE_FIELDS = [
  ...inGroups("instanceType", "amiFamily"),
  ...inManaged("instanceTypes"),
  ...inSelfManaged("instancesDistribution.instanceTypes"),
  ...inSelfManaged("instanceSelector"),
];

/** A node runs four to six pods of the cluster's own. */
const LEAST_PODS = 8;

/** Families of instances that Windows nodes cannot run on. */
const NOT_FOR_WINDOWS = /^(?:c3|c4|d2|i2|m6a|r3)\./;

export const familyOf = ({ group }: Group): string =>
  isSet(group.amiFamily) ? group.amiFamily : "AmazonLinux2023";
export const writtenTypes = (group: Group) =>
  instanceTypesOf(group).filter((type) => type !== "" && type !== "mixed");

/** The type that decides which image is used: the first with an accelerator, else the first. */
export const decisiveType = (types: readonly string[]): string =>
  types.find((type) => acceleratorOf(type) !== undefined) ?? types[0] ?? "m5.large";

export const hasOwnImage = ({ given }: Group): boolean => isSet(given.ami);

export const instanceRules = defineRules("nodes", {
  typesExist: {
    code: "EKS0054",
    name: "instance types exist",
    reads: TYPE_FIELDS,
    explanation:
      "A type that eksplan does not know but whose class and size exist is accepted with a warning: it may be newer than the data. Which zones have a type can only be asked of AWS.",
    check: eachGroup((group) =>
      instanceTypesOf(group).flatMap((type, index) => {
        const unknown = type === "mixed" || type === "" ? undefined : unknownType(type);
        if (unknown === undefined) return NOTHING;
        const hint = unknown.near === undefined ? "check the name" : `did you mean ${unknown.near}?`;
        const path = placeOfType(group, index);
        return unknown.mayBeNew
          ? warn(
              path,
              `${type} is not an instance type that eksplan knows; it may be new, or no longer offered; ${hint}`,
            )
          : refuse(
              path,
              `${show(type)} is not an instance type; names such as m7i.large are allowed; ${hint}`,
            );
      }),
    ),
  },
  imageExistsForSelfManaged: {
    code: "EKS0205",
    name: "there is an image for the family, architecture and accelerator",
    reads: [...TYPE_FIELDS, ...inSelfManaged("ami")],
    check: eachSelfManaged((group) => {
      if (hasOwnImage(group)) return NOTHING;
      const type = decisiveType(writtenTypes(group));
      const kind = familyFacts(familyOf(group))?.kind;
      const isArm = architectureOf(type) === "arm64";
      const missing = isArm && (kind === "windows" || (kind === "al2" && acceleratorOf(type) !== undefined));
      return missing
        ? refuse(
            placeOfType(group, Math.max(writtenTypes(group).indexOf(type), 0)),
            `there is no image of ${familyOf(group)} for ${type}; x86 types are allowed; choose another type or AmazonLinux2023`,
          )
        : NOTHING;
    }),
  },
  imageExistsForManaged: {
    code: "EKS0532",
    name: "EKS has an image for the family and architecture of a managed group",
    explanation:
      "EKS publishes images for some pairs of family and architecture; without one the group is refused.",
    reads: [...TYPE_FIELDS, ...inManaged("ami", "launchTemplate")],
    check: eachManaged((group) => {
      const types = writtenTypes(group);
      const arm = types.findIndex((type) => architectureOf(type) === "arm64");
      return isWindows(familyOf(group)) && arm >= 0 && !hasOwnImage(group)
        ? refuse(
            placeOfType(group, arm),
            `Windows does not run on ${types[arm]}; x86 types are allowed; choose another type or family`,
          )
        : NOTHING;
    }),
  },
  typesHaveOneArchitecture: {
    code: "EKS0533",
    name: "types of a group have one architecture",
    reads: TYPE_FIELDS,
    explanation: "A group has one image, and an image is made for one architecture.",
    check: eachGroup((group) => {
      const types = writtenTypes(group);
      const first = types[0];
      const other = types.findIndex(
        (type) => first !== undefined && architectureOf(type) !== architectureOf(first),
      );
      return first === undefined || other < 0
        ? NOTHING
        : refuse(
            placeOfType(group, other),
            `${types[other]} is ${architectureOf(types[other] ?? "")}, ${first} is ${architectureOf(first)}; one image runs on one architecture; make another group`,
          );
    }),
  },
  a1IsNotSupported: {
    code: "EKS0535",
    name: "EKS has images for the type",
    reads: [...TYPE_FIELDS, "managedNodeGroups[].ami", "nodeGroups[].ami"],
    explanation: "EKS images for Arm need Graviton2 or newer, and there are none for Mac.",
    check: eachGroup((group) =>
      hasOwnImage(group)
        ? NOTHING
        : writtenTypes(group).flatMap((type, index) =>
            /^(?:a1|mac[\w-]*)\./.test(type)
              ? refuse(
                  placeOfType(group, index),
                  `EKS has no image for ${type}; Arm types from m6g, c6g, r6g and t4g on are allowed; choose another type`,
                )
              : NOTHING,
          ),
    ),
  },
  windowsRunsOnType: {
    code: "EKS0536",
    name: "Windows runs on the type",
    explanation: "EKS names these older families as unable to run its Windows images.",
    reads: TYPE_FIELDS,
    check: eachGroup((group) =>
      isWindows(familyOf(group))
        ? writtenTypes(group).flatMap((type, index) =>
            NOT_FOR_WINDOWS.test(type) || (type.startsWith("m4.") && type !== "m4.16xlarge")
              ? refuse(
                  placeOfType(group, index),
                  `Windows nodes cannot run on ${type}; newer families are allowed; choose for example m7i.large`,
                )
              : NOTHING,
          )
        : NOTHING,
    ),
  },
  typesHaveRoomForPods: {
    code: "EKS0537",
    name: "a node has room for pods",
    reads: [...TYPE_FIELDS, ...inGroups("maxPodsPerNode")],
    explanation:
      "The VPC CNI gives each pod an address of the node's interfaces. DaemonSets and coredns take four to six; a type with addresses for fewer than eight pods has no room for work.",
    check: eachGroup((group) =>
      writtenTypes(group).flatMap((name, index) => {
        const type = instanceType(name);
        const pods = type === undefined ? undefined : maxPods(type);
        return pods !== undefined && pods < LEAST_PODS && group.given.maxPodsPerNode === undefined
          ? refuse(
              placeOfType(group, index),
              `${name} has addresses for ${pods} pods, and those of the cluster need most of them; types with ${LEAST_PODS} and more are allowed; choose a larger one, or set maxPodsPerNode with prefixes`,
            )
          : NOTHING;
      }),
    ),
  },
  podsHaveAddresses: {
    code: "EKS0538",
    name: "pods have addresses",
    explanation: "A node without addresses for pods runs its daemons and nothing else.",
    reads: [...TYPE_FIELDS, ...inGroups("maxPodsPerNode")],
    check: eachGroup((group) => {
      const wanted = group.given.maxPodsPerNode ?? 0;
      const known = writtenTypes(group).flatMap((name) => instanceType(name) ?? []);
      const room = Math.min(...known.map((type) => maxPods(type, { prefixes: type.hypervisor !== "xen" })));
      return wanted > 0 && known.length > 0 && wanted > room
        ? warn(
            group.at("maxPodsPerNode"),
            `${wanted} pods are more than a node has addresses for, even with prefixes: ${room}; at most that many start; lower the number or choose a larger type`,
          )
        : NOTHING;
    }),
  },
  maxPodsIsPositive: {
    code: "EKS0172",
    name: "the greatest number of pods is not negative",
    reads: inGroups("maxPodsPerNode"),
    check: eachGroup(({ given, at }) =>
      (given.maxPodsPerNode ?? 0) < 0
        ? refuse(
            at("maxPodsPerNode"),
            `${given.maxPodsPerNode} cannot be a number of pods; 0 (as many as there are addresses) and more are allowed; write a positive number`,
          )
        : NOTHING,
    ),
  },
  managedTypesAreFew: {
    code: "EKS0539",
    name: "a managed group has at most 20 types, each once",
    explanation: "EKS refuses more than 20 types, and Auto Scaling the same type twice.",
    reads: inManaged("instanceTypes"),
    check: eachManaged(({ given, at }) => {
      const types = given.instanceTypes ?? [];
      const twice = types.findIndex((type, index) => types.indexOf(type) < index);
      const { value } = quota("instanceTypes");
      return [
        ...(types.length > value
          ? refuse(at("instanceTypes"), `there are ${types.length} types; EKS allows ${value}; remove some`)
          : NOTHING),
        ...(twice >= 0
          ? refuse(
              at("instanceTypes", twice),
              `${types[twice]} is named twice; EKS takes each type once; remove one`,
            )
          : NOTHING),
      ];
    }),
  },
  spotHasChoice: {
    code: "EKS0540",
    name: "a Spot group has several types to choose from",
    reads: [
      ...inManaged("spot", "instanceTypes", "instanceType", "instanceSelector"),
      "managedNodeGroups[].launchTemplate",
    ],
    explanation: "The more types, the rarer an interruption for lack of capacity. AWS recommends ten.",
    check: eachManaged((group) =>
      group.given.spot === true &&
      group.given.instanceSelector === undefined &&
      group.given.launchTemplate === undefined &&
      writtenTypes(group).length === 1
        ? warn(
            group.at("spot"),
            `${writtenTypes(group)[0]} is the only type, so that nodes are lost when it becomes scarce; several types of one size are better; list more under instanceTypes`,
          )
        : NOTHING,
    ),
  },
  selectorIsReadable: {
    code: "EKS0541",
    name: "words of the selector are known",
    explanation: "The instance selector knows these words only; eksctl fails when it asks for types.",
    reads: inGroups("instanceSelector"),
    check: eachGroup(({ given, at }) => {
      const { cpuArchitecture, allow, deny } = given.instanceSelector ?? {};
      const known = ["x86_64", "amd64", "arm64"];
      return [
        ...(isSet(cpuArchitecture) && !known.includes(cpuArchitecture.toLowerCase())
          ? refuse(
              at("instanceSelector", "cpuArchitecture"),
              `${show(cpuArchitecture)} is not an architecture of nodes; allowed are ${listing(known)}; write one of them`,
            )
          : NOTHING),
        ...(
          [
            ["allow", allow],
            ["deny", deny],
          ] as const
        ).flatMap(([key, text]) =>
          isSet(text) && !isExpression(text)
            ? refuse(
                at("instanceSelector", key),
                `${show(text)} is not a regular expression; those of Go and RE2 are allowed; correct it`,
              )
            : NOTHING,
        ),
      ];
    }),
  },
});

function isExpression(text: string): boolean {
  try {
    new RegExp(text.replace(/^\(\?[a-z]+\)/, ""));
    return true;
  } catch {
    return false;
  }
}
