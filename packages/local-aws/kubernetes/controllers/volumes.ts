import { at, type JsonObject, listAt, objectAt, textAt, withAt } from "../json.ts";
import { podsKey } from "../kinds.ts";
import type { KubeObject } from "../objects.ts";
import { nodeOf } from "./pods.ts";
import { type Controller, isBeingDeleted, type Round, save } from "./round.ts";

const claimsKey = "persistentvolumeclaims";
const volumesKey = "persistentvolumes";
const classesKey = "storageclasses.storage.k8s.io";

/** The driver that makes volumes for a class; the old in-tree name is served by EBS's driver. */
const driverOf = (storageClass: KubeObject) => {
  const provisioner = textAt(storageClass, "provisioner") ?? "";
  return provisioner === "kubernetes.io/aws-ebs" ? "ebs.csi.aws.com" : provisioner;
};

const consumer = ({ transaction }: Round, claim: KubeObject) =>
  transaction
    .list(podsKey, claim.metadata.namespace)
    .find(
      (pod) =>
        nodeOf(pod) !== undefined &&
        listAt(pod, "spec", "volumes").some(
          (volume) => textAt(volume, "persistentVolumeClaim", "claimName") === claim.metadata.name,
        ),
    );

function bind(round: Round, claim: KubeObject, volumeName: string, capacity: JsonObject): void {
  const spec = { ...objectAt(claim, "spec"), volumeName };
  const annotations = {
    ...claim.metadata.annotations,
    "pv.kubernetes.io/bind-completed": "yes",
    "pv.kubernetes.io/bound-by-controller": "yes",
  };
  save(round.transaction, claimsKey, {
    ...claim,
    metadata: { ...claim.metadata, annotations },
    spec,
    status: { phase: "Bound", accessModes: listAt(claim, "spec", "accessModes"), capacity },
  });
}

function provision(round: Round, claim: KubeObject, storageClass: KubeObject): void {
  const { transaction } = round;
  const driver = driverOf(storageClass);
  const isWaiting =
    textAt(storageClass, "volumeBindingMode") === "WaitForFirstConsumer" &&
    consumer(round, claim) === undefined;
  if (isWaiting || transaction.get("csidrivers.storage.k8s.io", undefined, driver) === undefined) return;
  const name = `pvc-${claim.metadata.uid}`;
  const capacity = { storage: at(claim, "spec", "resources", "requests", "storage") ?? "1Gi" };
  transaction.put(volumesKey, {
    apiVersion: "v1",
    kind: "PersistentVolume",
    metadata: { name, annotations: { "pv.kubernetes.io/provisioned-by": driver } },
    spec: {
      capacity,
      accessModes: listAt(claim, "spec", "accessModes"),
      claimRef: {
        apiVersion: "v1",
        kind: "PersistentVolumeClaim",
        name: claim.metadata.name,
        namespace: claim.metadata.namespace,
        uid: claim.metadata.uid,
      },
      persistentVolumeReclaimPolicy: textAt(storageClass, "reclaimPolicy") ?? "Delete",
      storageClassName: storageClass.metadata.name,
      volumeMode: textAt(claim, "spec", "volumeMode") ?? "Filesystem",
      csi: {
        driver,
        volumeHandle: `vol-${(claim.metadata.uid ?? "").replaceAll("-", "").slice(0, 17)}`,
        fsType: "ext4",
      },
    },
    status: { phase: "Bound" },
  });
  bind(round, claim, name, capacity);
}

function reconcile(round: Round, claim: KubeObject): void {
  const { transaction } = round;
  if (textAt(claim, "status", "phase") === "Bound") return;
  const className = textAt(claim, "spec", "storageClassName") ?? "";
  const storageClass = transaction.get(classesKey, undefined, className);
  const free = transaction
    .list(volumesKey)
    .find(
      (volume) =>
        at(volume, "spec", "claimRef") === undefined &&
        (textAt(volume, "spec", "storageClassName") ?? "") === className,
    );
  if (free !== undefined) {
    const claimRef = {
      apiVersion: "v1",
      kind: "PersistentVolumeClaim",
      name: claim.metadata.name,
      namespace: claim.metadata.namespace,
      uid: claim.metadata.uid,
    };
    transaction.put(volumesKey, {
      ...withAt(free, ["spec", "claimRef"], claimRef),
      status: { phase: "Bound" },
    });
    bind(round, claim, free.metadata.name, objectAt(free, "spec", "capacity"));
  } else if (storageClass !== undefined) provision(round, claim, storageClass);
  const after = transaction.get(claimsKey, claim.metadata.namespace, claim.metadata.name);
  if (after !== undefined && at(after, "status", "phase") === undefined)
    save(transaction, claimsKey, { ...after, status: { phase: "Pending" } });
}

/** Claims get volumes where a driver for their class is there, volumes go with their claims. */
export const volumes: Controller = (round) => {
  const { transaction } = round;
  for (const claim of transaction.list(claimsKey)) if (!isBeingDeleted(claim)) reconcile(round, claim);
  for (const volume of transaction.list(volumesKey)) {
    const claim = objectAt(volume, "spec", "claimRef");
    const phase = textAt(volume, "status", "phase");
    if (Object.keys(claim).length === 0) {
      if (phase === undefined) save(transaction, volumesKey, { ...volume, status: { phase: "Available" } });
      continue;
    }
    if (transaction.get(claimsKey, textAt(claim, "namespace"), textAt(claim, "name") ?? "") !== undefined)
      continue;
    if (textAt(volume, "spec", "persistentVolumeReclaimPolicy") === "Delete")
      transaction.remove(volumesKey, volume);
    else save(transaction, volumesKey, { ...volume, status: { phase: "Released" } });
  }
};
