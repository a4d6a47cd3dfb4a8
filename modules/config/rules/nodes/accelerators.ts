import { acceleratorOf, instanceType } from "../../../aws/instance-types.ts";
import { familyFacts } from "../../facts/families.ts";
import { defineRules, NOTHING, refuse, warn } from "../define.ts";
import { eachGroup, inGroups, instanceTypesOf, placeOfType } from "../groups.ts";
import { decisiveType, familyOf, hasOwnImage, TYPE_FIELDS, writtenTypes } from "./instances.ts";

export const acceleratorRules = defineRules("nodes", {
  efaIsInOneZone: {
    code: "EKS0176",
    name: "a group with EFA is in one zone",
    reads: inGroups("efaEnabled", "availabilityZones", "subnets"),
    check: eachGroup(({ given, at }) => {
      const key =
        (given.availabilityZones?.length ?? 0) > 1
          ? "availabilityZones"
          : (given.subnets?.length ?? 0) > 1
            ? "subnets"
            : undefined;
      return given.efaEnabled === true && key !== undefined
        ? refuse(at(key), "nodes with EFA are close together; one zone or one subnet is allowed; name one")
        : NOTHING;
    }),
  },
  efaExistsForType: {
    code: "EKS0177",
    name: "types of a group with EFA have it",
    reads: [...inGroups("efaEnabled"), ...TYPE_FIELDS],
    check: eachGroup((group) =>
      group.given.efaEnabled !== true
        ? NOTHING
        : writtenTypes(group).flatMap((type, index) =>
            instanceType(type)?.efa === false
              ? refuse(
                  group.given.instanceType === undefined &&
                    writtenTypes(group).length === 1 &&
                    placeOfType(group, 0).at(-1) === "instanceType"
                    ? group.at("efaEnabled")
                    : placeOfType(group, index),
                  `${type} has no Elastic Fabric Adapter; types such as c7gn.16xlarge have; choose another or remove efaEnabled`,
                )
              : NOTHING,
          ),
    ),
  },
  efaGroupIsUniform: {
    code: "EKS0531",
    name: "a group with EFA has one type",
    explanation: "Interfaces of EFA are counted by type; a launch template with EFA fits to one type only.",
    reads: [...inGroups("efaEnabled"), ...TYPE_FIELDS],
    check: eachGroup((group) =>
      group.given.efaEnabled === true && writtenTypes(group).length > 1
        ? warn(
            group.at("efaEnabled"),
            "the number of network cards is that of the first type; types with EFA differ; name one type",
          )
        : NOTHING,
    ),
  },
  gpuImageHasDrivers: {
    code: "EKS0180",
    name: "nodes with NVIDIA GPUs have drivers",
    reads: [...TYPE_FIELDS, "managedNodeGroups[].ami", "nodeGroups[].ami"],
    check: eachGroup((group) => {
      const kind = familyFacts(familyOf(group))?.kind;
      const type = decisiveType(writtenTypes(group));
      return acceleratorOf(type) === "nvidia" &&
        (kind === "ubuntu" || kind === "windows") &&
        !hasOwnImage(group)
        ? warn(
            group.at("amiFamily"),
            `the image of ${familyOf(group)} has no NVIDIA drivers, which ${type} needs; AmazonLinux2023 and Bottlerocket have; change the family or install the drivers yourself`,
          )
        : NOTHING;
    }),
  },
  neuronImageHasDrivers: {
    code: "EKS0181",
    name: "nodes with Neuron devices run Amazon Linux or Bottlerocket",
    reads: TYPE_FIELDS,
    check: eachGroup((group) => {
      const kind = familyFacts(familyOf(group))?.kind;
      const type = instanceTypesOf(group).find((each) => acceleratorOf(each) === "neuron");
      return type !== undefined && (kind === "ubuntu" || kind === "windows")
        ? refuse(
            group.at("amiFamily"),
            `${familyOf(group)} has no drivers for the Neuron devices of ${type}; AmazonLinux2023 and Bottlerocket have; change the family`,
          )
        : NOTHING;
    }),
  },
  typesHaveOneAccelerator: {
    code: "EKS0534",
    name: "types of a group have the same kind of accelerator",
    reads: TYPE_FIELDS,
    explanation:
      "The first type with an accelerator decides which image the whole group gets. EKS refuses the image for accelerators on types without.",
    check: eachGroup((group) => {
      const types = writtenTypes(group);
      const kinds = new Set(types.map((type) => acceleratorOf(type)));
      return kinds.size > 1
        ? warn(
            placeOfType(
              group,
              types.findIndex((type) => acceleratorOf(type) !== acceleratorOf(types[0] ?? "")),
            ),
            `some types of the group have an accelerator, others have not; they get one image; make a group for each kind`,
          )
        : NOTHING;
    }),
  },
});
