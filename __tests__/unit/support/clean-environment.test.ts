import { expect, test } from "vitest";
import { cleanEnvironment, wayToRegistry } from "../../support/clean-environment.ts";

/** What people have in their shells, and what their continuous integration adds. */
const CLUTTER = {
  AWS_PROFILE: "nonsense",
  AWS_REGION: "us-gov-west-1",
  AWS_ENDPOINT_URL: "http://127.0.0.1:9",
  AWS_ENDPOINT_URL_EC2: "http://127.0.0.1:9",
  AWS_CONFIG_FILE: "/nonexistent",
  KUBECONFIG: "/nonexistent",
  KUBE_TOKEN: "token",
  TF_WORKSPACE: "other",
  TF_DATA_DIR: "/nonexistent",
  TF_CLI_ARGS_plan: "-destroy",
  TF_LOG: "trace",
  TF_CLI_CONFIG_FILE: "/nonexistent",
  TFC_RUN_ID: "run-1",
  CDKTF_OUTDIR: "elsewhere",
  EKSPLAN_CLUSTERS: "elsewhere",
  EKS_BOOTSTRAP_CONNECTION: "port:1",
  HELM_NAMESPACE: "other",
  ANSIBLE_STDOUT_CALLBACK: "minimal",
  GIT_DIR: "/nonexistent",
  GITHUB_ACTIONS: "true",
  CI: "true",
  HTTP_PROXY: "http://127.0.0.1:9",
  https_proxy: "http://127.0.0.1:9",
  NO_COLOR: "1",
  FORCE_COLOR: "3",
  NODE_OPTIONS: "--trace-warnings",
  npm_config_loglevel: "silly",
};

/** What programs are found with, and what a test may be told. */
const KEPT = {
  PATH: "/usr/bin",
  HOME: "/home/me",
  PYENV_ROOT: "/opt/pyenv",
  LANG: "tr_TR.UTF-8",
  TZ: "Pacific/Kiritimati",
  TMPDIR: "/var/tmp",
  EKSPLAN_SLOW_TESTS: "1",
  EKSPLAN_TEST_HELM: "/opt/helm",
};

test("what somebody has set for work of their own is gone, and how programs are found is not", () => {
  expect(cleanEnvironment({ ...CLUTTER, ...KEPT })).toEqual({
    ...KEPT,
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    AWS_EC2_METADATA_DISABLED: "true",
    KUBECONFIG: "/dev/null",
  });
});

test("Terraform alone keeps its way to the registry", () => {
  expect(wayToRegistry({ ...CLUTTER, ...KEPT })).toEqual({
    TF_CLI_CONFIG_FILE: "/nonexistent",
    HTTP_PROXY: "http://127.0.0.1:9",
    https_proxy: "http://127.0.0.1:9",
  });
});

test("this very test runs in such an environment", () => {
  expect(Object.keys(process.env).filter((name) => name in CLUTTER && !name.endsWith("CONFIG_FILE"))).toEqual(
    ["KUBECONFIG"],
  );
});
