import { describe, expect, test } from "vitest";
import { node } from "./support.ts";
import { has, startShell } from "./tools.ts";

const without = has("kubectl")
  ? ""
  : " (skipped: kubectl is not on PATH; see https://kubernetes.io/docs/tasks/tools/)";

const app = `
apiVersion: v1
kind: Namespace
metadata: {name: web}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: web}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: "nginx:1", ports: [{containerPort: 80}]}]}
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: web}
spec: {selector: {app: web}, ports: [{port: 80}]}
`;

const crd = `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: widgets.example.com}
spec:
  group: example.com
  scope: Namespaced
  names: {plural: widgets, kind: Widget, shortNames: [wd]}
  versions:
  - name: v1
    served: true
    storage: true
    subresources: {status: {}}
    additionalPrinterColumns: [{name: Size, type: integer, jsonPath: .spec.size}]
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec: {type: object, required: [size], properties: {size: {type: integer, minimum: 1}, color: {type: string, default: red}}}
`;
const widget = (size: number) =>
  JSON.stringify({
    apiVersion: "example.com/v1",
    kind: "Widget",
    metadata: { name: "w", namespace: "default" },
    spec: { size },
  });

describe.skipIf(without !== "")(`kubectl${without}`, { timeout: 60_000 }, () => {
  test("reads health, version, nodes and who it is by an exec plugin's token", async () => {
    await using shell = await startShell({ nodes: [node("ip-10-0-1-23.eu-central-1.compute.internal")] });
    expect(await shell.kubectl("get", "--raw", "/readyz")).toBe("ok");
    expect(await shell.kubectl("version")).toContain("Server Version: v1.34.0-eks-3");
    expect(await shell.kubectl("get", "nodes")).toMatch(
      /ip-10-0-1-23\.eu-central-1\.compute\.internal +Ready +<none>/,
    );
    expect(await shell.kubectl("auth", "whoami", "-o", "jsonpath={.status.userInfo.username}")).toBe(
      "arn:aws:iam::123456789012:user/admin",
    );
    expect(await shell.kubectl("auth", "can-i", "*", "*")).toBe("yes\n");
    expect((await shell.run("kubectl", "auth", "can-i", "delete", "nodes", "--as", "nobody")).output).toMatch(
      /^no$/m,
    );
    expect(await shell.kubectl("auth", "can-i", "--list")).toContain("*.*");
    expect(await shell.kubectl("create", "token", "default")).toMatch(/^eyJ/);
    expect(await shell.kubectl("wait", "nodes", "--all", "--for=condition=Ready", "--timeout=10s")).toContain(
      "condition met",
    );
    expect(await shell.kubectl("describe", "nodes")).toContain("KubeletReady");
  });

  test.for([[[]], [["--server-side"]]])(
    "applies with %j: created, unchanged, rolled out, changed, deleted",
    async ([flags = []]) => {
      await using shell = await startShell({ nodes: [node("n1")] });
      const { kubectl } = shell;
      const file = shell.file("app.yaml", app);
      const first = await kubectl("apply", ...flags, "-f", file);
      expect(first).toContain(
        flags.length === 0 ? "deployment.apps/web created" : "deployment.apps/web serverside-applied",
      );
      const version = () =>
        kubectl("get", "deploy", "web", "-n", "web", "-o", "jsonpath={.metadata.generation}");
      expect(await kubectl("rollout", "status", "-n", "web", "deploy/web", "--timeout=20s")).toContain(
        "successfully rolled out",
      );
      const again = await kubectl("apply", ...flags, "-f", file);
      if (flags.length === 0) expect(again).toContain("deployment.apps/web unchanged");
      expect(await version()).toBe("1");
      expect((await shell.run("kubectl", "diff", ...flags, "-f", file)).code).toBe(0);
      const changed = shell.file("changed.yaml", app.replace("nginx:1", "nginx:2"));
      const diff = await shell.run("kubectl", "diff", ...flags, "-f", changed);
      expect(diff.code).toBe(1);
      expect(diff.output).toContain("+      - image: nginx:2");
      expect(await version()).toBe("1");
      await kubectl("apply", ...flags, "-f", changed);
      await kubectl("rollout", "status", "-n", "web", "deploy/web", "--timeout=20s");
      expect(
        await kubectl("get", "pods", "-n", "web", "-o", "jsonpath={.items[*].spec.containers[0].image}"),
      ).toBe("nginx:2 nginx:2");
      await kubectl("rollout", "undo", "-n", "web", "deploy/web");
      await kubectl("rollout", "status", "-n", "web", "deploy/web", "--timeout=20s");
      expect(await kubectl("describe", "deploy", "web", "-n", "web")).toContain("nginx:1");
      await kubectl("delete", "ns", "web", "--timeout=20s");
      expect((await shell.run("kubectl", "get", "ns", "web")).output).toContain('namespaces "web" not found');
    },
  );

  test("tells conflicts between managers", async () => {
    await using shell = await startShell();
    const map = (value: string) =>
      shell.file(
        `${value}.yaml`,
        JSON.stringify({ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "c" }, data: { a: value } }),
      );
    await shell.kubectl("apply", "--server-side", "--field-manager=one", "-f", map("1"));
    const refused = await shell.run(
      "kubectl",
      "apply",
      "--server-side",
      "--field-manager=two",
      "-f",
      map("2"),
    );
    expect(refused.output).toContain('Apply failed with 1 conflict: conflict with "one": .data.a');
    expect(
      await shell.kubectl(
        "apply",
        "--server-side",
        "--field-manager=two",
        "--force-conflicts",
        "-f",
        map("2"),
      ),
    ).toContain("serverside-applied");
  });

  test("works with custom resources", async () => {
    await using shell = await startShell();
    const { kubectl } = shell;
    await kubectl("apply", "-f", shell.file("crd.yaml", crd));
    await kubectl("wait", "--for=condition=Established", "crd/widgets.example.com", "--timeout=10s");
    expect(await kubectl("apply", "-f", shell.file("w.yaml", widget(3)))).toBe(
      "widget.example.com/w created\n",
    );
    expect(await kubectl("get", "wd")).toMatch(/^NAME +SIZE\nw +3\n$/);
    expect(await kubectl("get", "wd", "w", "-o", "jsonpath={.spec.color}")).toBe("red");
    expect(await kubectl("explain", "widget.spec")).toContain("size\t<integer> -required-");
    const refused = await shell.run("kubectl", "apply", "-f", shell.file("bad.yaml", widget(0)));
    expect(refused.output).toContain("spec.size in body should be greater than or equal to 1");
    await kubectl("delete", "crd", "widgets.example.com", "--timeout=10s");
    expect((await shell.run("kubectl", "get", "widgets")).output).toContain(
      "could not find the requested resource",
    );
  });

  test("makes objects by typed clients, which send them in binary", async () => {
    await using shell = await startShell({ nodes: [node("n1")] });
    const { kubectl } = shell;
    await kubectl("create", "ns", "n");
    await kubectl("create", "configmap", "c", "--from-literal=a=b", "-n", "n");
    await kubectl("create", "secret", "generic", "s", "--from-literal=a=b", "-n", "n");
    await kubectl("create", "deployment", "d", "--image=nginx", "--replicas=2", "-n", "n");
    await kubectl("create", "role", "r", "--verb=get", "--resource=pods", "-n", "n");
    await kubectl("create", "rolebinding", "b", "--role=r", "--serviceaccount=n:default", "-n", "n");
    await kubectl("create", "job", "j", "--image=busybox", "-n", "n");
    await kubectl("create", "ingress", "i", "--rule=a.example.com/*=web:80", "-n", "n");
    await kubectl("wait", "job/j", "-n", "n", "--for=condition=Complete", "--timeout=20s");
    await kubectl("rollout", "status", "deploy/d", "-n", "n", "--timeout=20s");
    await kubectl("expose", "deployment", "d", "--port=80", "-n", "n");
    const value = (...path: string[]) => kubectl("get", ...path, "-n", "n");
    expect(await value("secret", "s", "-o", "jsonpath={.data.a}")).toBe("Yg==");
    expect(
      await value(
        "ingress",
        "i",
        "-o",
        "jsonpath={.spec.rules[0].http.paths[0].backend.service.port.number}",
      ),
    ).toBe("80");
    expect(await value("svc", "d", "-o", "jsonpath={.spec.ports[0].targetPort}")).toBe("80");
    expect(
      await kubectl("auth", "can-i", "get", "pods", "-n", "n", "--as=system:serviceaccount:n:default"),
    ).toBe("yes\n");
  });

  test("drains a node", async () => {
    await using shell = await startShell({ nodes: [node("n1"), node("n2")] });
    const { kubectl } = shell;
    await kubectl("create", "deployment", "d", "--image=nginx", "--replicas=4");
    await kubectl("rollout", "status", "deploy/d", "--timeout=20s");
    expect(await kubectl("drain", "n1", "--ignore-daemonsets", "--timeout=20s")).toContain("node/n1 drained");
    expect(await kubectl("get", "nodes")).toMatch(/n1 +Ready,SchedulingDisabled/);
    const nodes = await kubectl("get", "pods", "-o", "jsonpath={.items[*].spec.nodeName}");
    expect(new Set(nodes.split(" "))).toEqual(new Set(["n2"]));
    await kubectl("uncordon", "n1");
  });

  test("is told plainly that there are no containers", async () => {
    await using shell = await startShell({ nodes: [node("n1")] });
    await shell.kubectl("run", "p", "--image=nginx");
    await shell.kubectl("wait", "pod/p", "--for=condition=Ready", "--timeout=20s");
    for (const args of [
      ["logs", "p"],
      ["exec", "p", "--", "ls"],
      ["port-forward", "pod/p", "8080:80"],
    ]) {
      const { code, output } = await shell.run("kubectl", ...args);
      expect(code).toBe(1);
      expect(output).toContain("not implemented by the local AWS: it runs no");
    }
  });
});
