import { cpSync, linkSync, mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Compilation } from "@eksplan/playbook";
import { ASSETS, PLAYBOOK, RUNNER } from "@eksplan/playbook/runner-command";
import { type ISynthesisSession, TerraformStack } from "cdktf";
import { addCustomSynthesis } from "cdktf/lib/synthesize/synthesizer";
import { Construct } from "constructs";

export interface BootstrapAssetsProps {
  readonly compilation: Compilation;
  readonly runnerBundle: string;
}

/**
 * Puts the runner, the compiled playbook and the files of its tasks into the stack's folder, all that reaches a remote
 * worker. Paths are fixed, unlike those of `TerraformAsset`, which carry a hash.
 */
export class BootstrapAssets extends Construct {
  constructor(scope: Construct, id: string, { compilation, runnerBundle }: BootstrapAssetsProps) {
    super(scope, id);
    addCustomSynthesis(this, {
      onSynthesize: ({ manifest, outdir }: ISynthesisSession) => {
        const { workingDirectory } = manifest.forStack(TerraformStack.of(this));
        const stack = path.join(outdir, workingDirectory);
        const at = (file: string): string => {
          const target = path.join(stack, file);
          mkdirSync(path.dirname(target), { recursive: true });
          return target;
        };
        rmSync(path.join(stack, ASSETS), { recursive: true, force: true });
        writeFileSync(at(PLAYBOOK), JSON.stringify(compilation.playbook));
        place(runnerBundle, at(RUNNER));
        for (const { source, packed } of compilation.files)
          place(source, at(`${ASSETS}/${packed}`), { copy: true });
      },
    });
  }
}

/** A hundred stacks share one runner on disk where the file system lets them. */
function place(source: string, target: string, { copy = false } = {}): void {
  if (!copy && statSync(source).isFile()) {
    try {
      linkSync(source, target);
      return;
    } catch {
      // Another file system, or one without links: copied below.
    }
  }
  cpSync(source, target, { recursive: true, dereference: true });
}
