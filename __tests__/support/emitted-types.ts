import { readFileSync } from "node:fs";
import { globSync } from "tinyglobby";

interface Golden {
  readonly resource: Readonly<Record<string, unknown>>;
}

/** Every Terraform resource type that a stack can emit: those of the goldens, and those that the sources import. */
export function emittedTypes(): readonly string[] {
  const goldens = globSync("__tests__/golden/*.tf.json").flatMap((file) =>
    Object.keys((JSON.parse(readFileSync(file, "utf8")) as Golden).resource),
  );
  const imported = globSync(["stacks/**/*.ts", "modules/**/*.ts"]).flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(/from "@cdktf\/provider-aws\/lib\/([\w-]+)"/g)]
      .map(([, name = ""]) => name)
      .filter((name) => name !== "provider" && !name.startsWith("data-aws-"))
      .map((name) => `aws_${name.replaceAll("-", "_")}`),
  );
  return [...new Set([...goldens, ...imported])].sort();
}
