import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  node,
  startCluster,
  type TestCluster,
} from "../../../../packages/local-aws/__tests__/kubernetes/support.ts";
import { nowhere } from "../../../../packages/playbook/__tests__/runner/support.ts";
import { playRoles } from "./support.ts";

let cluster: TestCluster;
beforeAll(async () => {
  cluster = await startCluster({ nodes: [node("n1")] });
});
afterAll(() => cluster[Symbol.asyncDispose]());

const here = () => ({
  ...nowhere,
  endpoint: cluster.endpoint.endpoint,
  certificate_authority: cluster.endpoint.certificateAuthorityData,
  minimum_nodes: 1,
});
const quick = { ready_api_delay: 0, ready_api_timeout: 1, ready_api_retries: 2, ready_address_url: "" };

describe("the API is ready", () => {
  test("when it has answered five times in a row", async () => {
    const { code, events } = await playRoles(["ready"], {
      eks: here(),
      vars: quick,
      env: { EKS_BOOTSTRAP_LOG: "json" },
    });
    expect(code).toBe(0);
    expect(events.find(({ task }) => String(task).includes("whether it is ready"))).toMatchObject({
      result: { attempts: 5, status: 200 },
    });
  });

  test("and one that can't be reached is told with the ways there are (T-22)", async () => {
    // Takes connections and never says a word, as a firewall that drops packets looks to TLS.
    const silent = createServer(() => {});
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    const { port } = silent.address() as { port: number };
    try {
      const { code, stdout } = await playRoles(["ready"], {
        eks: {
          ...here(),
          endpoint: `https://127.0.0.1:${port}`,
          endpoint_access: "public and private",
          public_access_cidrs: ["203.0.113.0/24", "198.51.100.7/32"],
        },
        vars: quick,
      });
      expect(code).toBe(2);
      expect(stdout).toContain("was not ready 3 times");
      expect(stdout).toContain(
        "Its endpoint is public and private, the public one for 203.0.113.0/24, 198.51.100.7/32.",
      );
      expect(stdout).toMatch(/This machine is \S+ \(.+\)\./);
      for (const way of ["inside the VPC", "vpc.publicAccessCIDRs", "eksplan.dev/bootstrap: manual"])
        expect(stdout).toContain(way);
    } finally {
      silent.close();
    }
  });

  test("a private endpoint has no public blocks to speak of", async () => {
    const { stdout } = await playRoles(["ready"], {
      eks: { ...here(), endpoint: nowhere.endpoint, endpoint_access: "private", public_access_cidrs: [] },
      vars: { ...quick, ready_api_retries: 1 },
    });
    expect(stdout).toContain("Its endpoint is private. This machine is");
  });

  test("its patience is less than a minute by default", () => {
    const defaults = readFileSync("bootstrap/roles/ready/defaults/main.yml", "utf8");
    const number = (name: string): number => Number(new RegExp(`^${name}: (\\d+)`, "m").exec(defaults)?.[1]);
    const [timeout, delay, retries] = ["ready_api_timeout", "ready_api_delay", "ready_api_retries"].map(
      number,
    );
    expect((retries! + 1) * timeout! + retries! * delay!).toBeLessThan(57);
  });
});

describe("access", () => {
  test("is waited for, and whoever is not let in is told what to do (T-13)", async () => {
    const { code, stdout } = await playRoles(["access"], {
      eks: here(),
      vars: { access_retries: 2, access_delay: 0 },
      env: { KUBE_TOKEN: "k8s-aws-v1.nobody" },
    });
    expect(code).toBe(2);
    expect(stdout).toContain("FAILED - RETRYING");
    expect(stdout).toContain("Unauthorized");
    expect(stdout).toContain("accessConfig.accessEntries");
  });

  test("is there for the administrator", async () => {
    expect((await playRoles(["access"], { eks: here() })).code).toBe(0);
  });
});
