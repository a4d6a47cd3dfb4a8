import type { FieldPath } from "@eksplan/diagnostics/issue";
import type { Finding } from "../../rule.ts";
import type { ClusterConfig } from "../../schema/cluster-config.ts";
import {
  collect,
  defineRules,
  each,
  isSet,
  NOTHING,
  notOneOf,
  refuse,
  repeated,
  show,
  warn,
} from "../define.ts";
import { eachGroup, type Group, inGroups } from "../groups.ts";

type Volume = NonNullable<
  NonNullable<ClusterConfig["managedNodeGroups"]>[number]["additionalVolumes"]
>[number];

const TYPES = ["gp2", "gp3", "io1", "io2", "sc1", "st1"];
const IOPS: Readonly<Record<string, readonly [number, number]>> = {
  io1: [100, 64_000],
  io2: [100, 256_000],
  gp3: [3000, 16_000],
};
const SIZES: Readonly<Record<string, readonly [number, number]>> = {
  gp2: [1, 16_384],
  gp3: [1, 16_384],
  io1: [4, 16_384],
  io2: [4, 65_536],
  st1: [125, 16_384],
  sc1: [125, 16_384],
};
const THROUGHPUT = [125, 1000] as const;

const FIELDS = inGroups(
  "volumeType",
  "volumeSize",
  "volumeName",
  "volumeEncrypted",
  "volumeKmsKeyID",
  "volumeIOPS",
  "volumeThroughput",
);
const ALL_VOLUMES = [...FIELDS, ...inGroups("additionalVolumes")];

/** The type that counts where none is written. */
const typeOf = ({ volumeType = "gp3" }: Volume): string => volumeType;

/** The group's own volume and the additional ones, each with its place. */
const volumesOf = ({
  given,
  at,
}: Group): readonly { readonly volume: Volume; readonly path: FieldPath; readonly own: boolean }[] => [
  { volume: given, path: at(), own: true },
  ...(given.additionalVolumes ?? []).map((volume, index) => ({
    volume,
    path: at("additionalVolumes", index),
    own: false,
  })),
];

const eachVolume = (
  check: (volume: Volume, path: FieldPath, own: boolean, group: Group) => readonly Finding[],
) =>
  eachGroup((group) => collect(volumesOf(group), ({ volume, path, own }) => check(volume, path, own, group)));

function hasNoSize(group: Group): boolean {
  const { managed, given } = group;
  return given.volumeSize === undefined && (!managed || group.given.launchTemplate !== undefined);
}

export const volumeRules = defineRules("nodes", {
  volumeThatIsDescribedHasSize: {
    code: "EKS0167",
    name: "a volume that is described has a size",
    reads: [...FIELDS, "managedNodeGroups[].amiFamily", "managedNodeGroups[].launchTemplate"],
    explanation:
      "Without volumeSize the volume of the image is used as it is. A managed group without a launch template of its own gets 80 GiB.",
    check: eachGroup((group) => {
      const { given, at, managed } = group;
      if (!hasNoSize(group)) return NOTHING;
      const template = managed && group.given.launchTemplate !== undefined;
      const bottlerocket = template && given.amiFamily?.startsWith("Bottlerocket") === true;
      if (bottlerocket)
        return refuse(
          at("amiFamily"),
          "Bottlerocket names a data volume, and the launch template brings the volumes; other families are allowed with launchTemplate; leave amiFamily to the template",
        );
      const key = isSet(given.volumeName)
        ? "volumeName"
        : given.volumeEncrypted === true
          ? "volumeEncrypted"
          : isSet(given.volumeKmsKeyID)
            ? "volumeKmsKeyID"
            : undefined;
      return key === undefined
        ? NOTHING
        : refuse(
            at(key),
            template
              ? `the launch template brings the volumes; ${key} is for created templates; remove it`
              : `${key} describes a volume without a size; volumeSize is needed; write for example volumeSize: 80`,
          );
    }),
  },
  iopsAreForFastTypes: {
    code: "EKS0168",
    name: "only io1, io2 and gp3 volumes have IOPS",
    reads: ALL_VOLUMES,
    check: eachVolume((volume, path) =>
      volume.volumeIOPS !== undefined && IOPS[typeOf(volume)] === undefined
        ? refuse(
            [...path, "volumeIOPS"],
            `${show(typeOf(volume))} volumes have no IOPS of their own; io1, io2 and gp3 have; remove the line or change volumeType`,
          )
        : NOTHING,
    ),
  },
  iopsAreInRange: {
    code: "EKS0169",
    name: "IOPS are in the range of the type",
    reads: ALL_VOLUMES,
    check: eachVolume((volume, path) => {
      const range = IOPS[typeOf(volume)];
      const { volumeIOPS } = volume;
      return range === undefined ||
        volumeIOPS === undefined ||
        (volumeIOPS >= range[0] && volumeIOPS <= range[1])
        ? NOTHING
        : refuse(
            [...path, "volumeIOPS"],
            `${volumeIOPS} IOPS cannot be given to a ${typeOf(volume)} volume; ${range[0]} to ${range[1]} are allowed; write a number between`,
          );
    }),
  },
  throughputIsInRange: {
    code: "EKS0170",
    name: "only gp3 volumes have a throughput, 125 to 1000 MiB/s",
    reads: ALL_VOLUMES,
    check: eachVolume((volume, path) => {
      const { volumeThroughput } = volume;
      if (volumeThroughput === undefined) return NOTHING;
      if (typeOf(volume) !== "gp3")
        return refuse(
          [...path, "volumeThroughput"],
          `${typeOf(volume)} volumes have no throughput of their own; gp3 has; remove the line or change volumeType`,
        );
      return volumeThroughput >= THROUGHPUT[0] && volumeThroughput <= THROUGHPUT[1]
        ? NOTHING
        : refuse(
            [...path, "volumeThroughput"],
            `${volumeThroughput} MiB/s cannot be given to a volume; ${THROUGHPUT[0]} to ${THROUGHPUT[1]} are allowed; write a number between`,
          );
    }),
  },
  keyIsForEncryptedVolumes: {
    code: "EKS0171",
    name: "a volume with a key is encrypted",
    reads: [...ALL_VOLUMES, "managedNodeGroups[].launchTemplate"],
    check: eachVolume((volume, path, own, group) =>
      isSet(volume.volumeKmsKeyID) && volume.volumeEncrypted !== true && !(own && hasNoSize(group))
        ? refuse(
            [...path, "volumeKmsKeyID"],
            "the volume is not encrypted by the file; a key belongs to volumeEncrypted: true; add that or remove the key",
          )
        : NOTHING,
    ),
  },
  typeIsKnown: {
    code: "EKS0525",
    name: "the type of a volume is known",
    explanation: "EC2 refuses types of volumes that it does not know, when the first node starts.",
    reads: ALL_VOLUMES,
    check: eachVolume(({ volumeType }, path) =>
      isSet(volumeType) && !TYPES.includes(volumeType)
        ? refuse([...path, "volumeType"], notOneOf(volumeType, TYPES, "a type of volume"))
        : NOTHING,
    ),
  },
  rootVolumeCanBoot: {
    code: "EKS0526",
    name: "nodes boot from an SSD",
    reads: inGroups("volumeType", "volumeName", "amiFamily"),
    explanation:
      "st1 and sc1 volumes cannot be boot volumes. The data volume of Bottlerocket (/dev/xvdb) may be one.",
    check: eachGroup(({ given, at }) =>
      ["st1", "sc1"].includes(given.volumeType ?? "") && given.amiFamily?.startsWith("Bottlerocket") !== true
        ? refuse(
            at("volumeType"),
            `nodes cannot boot from ${given.volumeType}; gp2, gp3, io1 and io2 are allowed; write gp3`,
          )
        : NOTHING,
    ),
  },
  sizeIsInRange: {
    code: "EKS0527",
    name: "the size of a volume is in the range of its type",
    explanation:
      "EC2 refuses the launch template's volume when the first node starts: the group ends CREATE_FAILED.",
    reads: ALL_VOLUMES,
    check: eachVolume((volume, path, own) => {
      const range = SIZES[typeOf(volume)];
      const { volumeSize } = volume;
      if (range === undefined || volumeSize === undefined || (own && volumeSize === 0)) return NOTHING;
      return volumeSize >= range[0] && volumeSize <= range[1]
        ? NOTHING
        : refuse(
            [...path, "volumeSize"],
            `${volumeSize} GiB cannot be the size of a ${typeOf(volume)} volume; ${range[0]} to ${range[1]} are allowed; write a number between`,
          );
    }),
  },
  rootVolumeHoldsImage: {
    code: "EKS0528",
    name: "the root volume holds the image",
    reads: inGroups("volumeSize", "amiFamily"),
    explanation:
      "Images of Linux need about 20 GiB with some container images; those of Windows at least 50 GiB. EC2 refuses a volume smaller than the snapshot of the image.",
    check: eachGroup(({ given, at }) => {
      const least =
        given.amiFamily?.startsWith("Windows") === true
          ? 50
          : given.amiFamily?.startsWith("Bottlerocket") === true
            ? 1
            : 8;
      const size = given.volumeSize ?? least;
      return size > 0 && size < least
        ? warn(
            at("volumeSize"),
            `${size} GiB are less than the image of the nodes; ${least} GiB and more start; write a larger number`,
          )
        : NOTHING;
    }),
  },
  additionalVolumesAreNamed: {
    code: "EKS0529",
    name: "additional volumes have a device each",
    reads: inGroups("additionalVolumes", "volumeName"),
    explanation: "eksctl drops an additional volume without a name.",
    check: eachGroup(({ given, at }) => [
      ...each(given.additionalVolumes, at("additionalVolumes"), ({ volumeName }, path) =>
        isSet(volumeName)
          ? NOTHING
          : refuse(
              [...path, "volumeName"],
              "the volume has no device name, and eksctl leaves it out without a word; a name such as /dev/xvdc is needed; write volumeName",
            ),
      ),
      ...repeated(given.additionalVolumes ?? [], ({ volumeName }) =>
        isSet(volumeName) ? volumeName : undefined,
      ).flatMap(({ key, index }) =>
        refuse(
          at("additionalVolumes", index, "volumeName"),
          `${key} is the device of another volume too; each volume has one of its own; choose another`,
        ),
      ),
    ]),
  },
  iopsFitSize: {
    code: "EKS0530",
    name: "IOPS fit to the size of the volume",
    reads: ALL_VOLUMES,
    explanation:
      "A GiB carries at most 50 IOPS on io1, 1000 on io2 and 500 on gp3; throughput of gp3 is at most a quarter of a MiB/s for each of its IOPS.",
    check: eachVolume((volume, path) => {
      const type = typeOf(volume);
      const ratio = { io1: 50, io2: 1000, gp3: 500 }[type];
      const size = volume.volumeSize ?? 80;
      const range = IOPS[type];
      if (range !== undefined && (volume.volumeIOPS ?? range[0]) > range[1]) return NOTHING;
      const iops = volume.volumeIOPS ?? (type === "gp3" ? 3000 : 0);
      if (
        ratio !== undefined &&
        volume.volumeIOPS !== undefined &&
        size > 0 &&
        iops > size * ratio &&
        !(type === "gp3" && iops <= 3000)
      )
        return refuse(
          [...path, "volumeIOPS"],
          `${iops} IOPS are too many for ${size} GiB of ${type}; at most ${size * ratio} are allowed; enlarge the volume or lower the number`,
        );
      return volume.volumeThroughput !== undefined &&
        type === "gp3" &&
        volume.volumeThroughput <= THROUGHPUT[1] &&
        volume.volumeThroughput > iops / 4
        ? refuse(
            [...path, "volumeThroughput"],
            `${volume.volumeThroughput} MiB/s are too many for ${iops} IOPS; a quarter of the IOPS is allowed; raise volumeIOPS or lower the throughput`,
          )
        : NOTHING;
    }),
  },
});
