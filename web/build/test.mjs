/** Run the tests of the page's logic, which needs no browser: bundled, then run by node. */

import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import * as esbuild from "esbuild";

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "planparse-page-test-"));
try {
  await esbuild.build({
    entryPoints: fs.readdirSync("test").map((name) => path.join("test", name)),
    bundle: true,
    platform: "node",
    format: "esm",
    outdir: scratch,
    outExtension: { ".js": ".test.mjs" },
    loader: { ".txt": "text" },
  });
  const tests = fs.readdirSync(scratch).map((name) => path.join(scratch, name));
  execFileSync(process.execPath, ["--test", ...tests], { stdio: "inherit" });
} finally {
  fs.rmSync(scratch, { recursive: true, force: true });
}
