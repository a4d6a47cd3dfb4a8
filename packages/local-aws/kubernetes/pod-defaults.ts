import { filled, inside, mapList } from "./fill.ts";
import { type JsonObject, textAt } from "./json.ts";

function container(value: JsonObject): JsonObject {
  const image = textAt(value, "image") ?? "";
  const isLatest = !/[:@][^/]*$/.test(image) || image.endsWith(":latest");
  const probe = (one: JsonObject) =>
    filled(
      inside(one, "httpGet", (get) => filled(get, { path: "/", scheme: "HTTP" })),
      { timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3 },
    );
  const probes = ["livenessProbe", "readinessProbe", "startupProbe"].reduce(
    (one, key) => inside(one, key, probe),
    value,
  );
  return filled(
    mapList(probes, "ports", (port) => filled(port, { protocol: "TCP" })),
    {
      resources: {},
      terminationMessagePath: "/dev/termination-log",
      terminationMessagePolicy: "File",
      imagePullPolicy: isLatest ? "Always" : "IfNotPresent",
    },
  );
}

const volumeModes: Readonly<Record<string, number>> = {
  configMap: 420,
  secret: 420,
  downwardAPI: 420,
  projected: 420,
};

function volume(value: JsonObject): JsonObject {
  const withModes = Object.entries(volumeModes).reduce<JsonObject>(
    (one, [key, defaultMode]) => inside(one, key, (source) => filled(source, { defaultMode })),
    value,
  );
  const typed = inside(withModes, "hostPath", (source) => filled(source, { type: "" }));
  return Object.keys(typed).length > 1 ? typed : { ...typed, emptyDir: {} };
}

export function podSpec(spec: JsonObject): JsonObject {
  const containers = ["containers", "initContainers"].reduce(
    (one, key) => mapList(one, key, container),
    spec,
  );
  const account = textAt(spec, "serviceAccountName") ?? textAt(spec, "serviceAccount");
  return filled(mapList(containers, "volumes", volume), {
    restartPolicy: "Always",
    terminationGracePeriodSeconds: 30,
    dnsPolicy: "ClusterFirst",
    securityContext: {},
    schedulerName: "default-scheduler",
    ...(account === undefined ? {} : { serviceAccountName: account, serviceAccount: account }),
  });
}
