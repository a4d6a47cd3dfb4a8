import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { compilePlaybook } from "@eksplan/playbook";
import type { ClusterValues, Json } from "@eksplan/playbook/ir";
import { givenVariables } from "../../../../modules/bootstrap/variables.ts";
import { type Outcome, run } from "../../../../packages/playbook/__tests__/runner/support.ts";

export interface RolesOptions {
  /** Of the cluster, and what else stands under `eks`; plain, as synth knows it. */
  readonly eks: ClusterValues & Readonly<Record<string, Json>>;
  /** Of the play: templates. */
  readonly vars?: Readonly<Record<string, Json>>;
  /** From the program: data. */
  readonly given?: Readonly<Record<string, Json>>;
  readonly env?: Readonly<Record<string, string>>;
}

/** Compiles a playbook of shipped roles as synth does and plays it as a person does. */
export async function playRoles(roles: readonly string[], options: RolesOptions): Promise<Outcome> {
  const folder = mkdtempSync(path.join(tmpdir(), "roles-test-"));
  try {
    const file = path.join(folder, "roles.yml");
    const play = { hosts: "localhost", gather_facts: false, vars: options.vars ?? {}, roles };
    writeFileSync(file, JSON.stringify([play]));
    const { playbook, files } = compilePlaybook({
      file,
      folders: { project: folder, roles: [path.resolve("bootstrap/roles")] },
      eks: options.eks,
      vars: givenVariables(options.given ?? {}, {}).known,
      extra: [],
    });
    for (const { source, packed } of files) {
      mkdirSync(path.dirname(path.join(folder, packed)), { recursive: true });
      copyFileSync(source, path.join(folder, packed));
    }
    return await run(["play"], {
      cwd: folder,
      playbook,
      cluster: options.eks,
      ...(options.env !== undefined && { env: options.env }),
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
