import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/**
 * Clusters that were deployed from this folder with a local state, and whose file is gone: nothing that deploys or destroys
 * finds them any more.
 *
 * @param known names of the clusters that have a file
 */
export function orphansIn(folder: string, known: readonly string[]): readonly string[] {
  return readdirSync(folder)
    .map((file) => /^terraform\.(.+)\.tfstate$/.exec(file)?.[1])
    .filter((name): name is string => name !== undefined && !known.includes(name))
    .filter((name) => holdsResources(path.join(folder, `terraform.${name}.tfstate`)))
    .sort();
}

/** What to tell of one. */
export const orphanWarning = (name: string): string =>
  `terraform.${name}.tfstate: warning: the cluster ${name} is deployed, and no file names it any more; if it is to go, put its file back (git log --diff-filter=D -- clusters, then git show COMMIT^:clusters/${name}.yaml > clusters/${name}.yaml), run npx cdktf destroy ${name}, and remove the file again; a cluster cannot be renamed`;

/** What a destroy leaves is a state too, of nothing. */
function holdsResources(file: string): boolean {
  if (!existsSync(file)) return false;
  try {
    const { resources } = JSON.parse(readFileSync(file, "utf8")) as { readonly resources?: unknown };
    return Array.isArray(resources) && resources.length > 0;
  } catch {
    return false;
  }
}
