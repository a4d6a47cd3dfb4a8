import type { WaitCondition } from "../kubernetes/conditions.ts";
import type { ArgumentSpec, Arguments } from "./arguments.ts";

/** How the modules of kubernetes.core name a cluster. */
export const connectionSpec: ArgumentSpec = {
  kubeconfig: { type: "raw", aliases: ["kubeconfig_path"] },
  context: { aliases: ["kube_context"] },
  host: {},
  api_key: { noLog: true },
  validate_certs: { type: "bool", aliases: ["verify_ssl"] },
};

export const objectSpec: ArgumentSpec = {
  api_version: { default: "v1", aliases: ["api", "version"] },
  kind: {},
  name: {},
  namespace: {},
};

export const waitSpec: ArgumentSpec = {
  wait: { type: "bool", default: false },
  wait_sleep: { type: "int", default: 5 },
  wait_timeout: { type: "int", default: 120 },
  wait_condition: { type: "dict" },
};

export function waitCondition(args: Arguments): WaitCondition | undefined {
  if (!args.has("wait_condition")) return undefined;
  const { type, status, reason } = args.dict("wait_condition");
  if (type === undefined) return undefined;
  const text = status === true ? "True" : status === false ? "False" : String(status ?? "True");
  return { type: String(type), status: text, reason: reason === undefined ? undefined : String(reason) };
}
