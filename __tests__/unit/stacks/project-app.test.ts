import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { projectApp, projectBackend } from "../../../stacks/project-app.ts";

const S3 = { type: "s3", bucket: "states", region: "eu-west-1" };

describe("the app of a project", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "eksplan-project-"));
    vi.spyOn(process, "cwd").mockReturnValue(folder);
  });
  afterEach(() => {
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });
  const app = () => projectApp({ outdir: path.join(folder, "out") });
  const write = (text: string) => writeFileSync(path.join(folder, "cdktf.json"), text);

  test("has the context of cdktf.json when the cdktf CLI gives none", () => {
    write(JSON.stringify({ context: { backend: S3, team: "shop" } }));
    expect(app().backend).toEqual(S3);
    expect(app().app.node.tryGetContext("team")).toBe("shop");
    expect(projectBackend()).toEqual(S3);
  });

  test("has the CLI's where it gives one", () => {
    write(JSON.stringify({ context: { backend: { type: "local" } } }));
    vi.stubEnv("CDKTF_CONTEXT_JSON", JSON.stringify({ backend: S3 }));
    expect(app().backend).toEqual(S3);
  });

  test.for([["{}"], ['{ "context": null }'], [undefined]])("is local without one: %s", ([text]) => {
    if (text !== undefined) write(text);
    expect(app().backend).toEqual({ type: "local" });
  });

  test.for([
    ["{", "cdktf.json: cannot be read as JSON: "],
    ['{ "context": [] }', "cdktf.json context: must be a map"],
    ['{ "context": { "backend": { "type": "gcs" } } }', "cdktf.json context.backend.type: "],
  ] as const)("says what is wrong in cdktf.json: %s", ([text, message]) => {
    write(text);
    expect(app).toThrow(message);
  });
});
