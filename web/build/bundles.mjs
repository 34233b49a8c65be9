/** The scripts of the page: the page itself, its worker with Pyodide in it, the service worker. */

import fs from "node:fs";
import path from "node:path";
import * as esbuild from "esbuild";

const COMMON = {
  bundle: true,
  minify: true,
  write: false,
  format: "iife",
  target: "es2022",
  charset: "utf8",
  logLevel: "warning",
};

export async function bundled(web, pyodide) {
  const source = (name) => path.join(web, "src", name);
  const [page, worker, serviceWorker] = await Promise.all([
    esbuild.build({ ...COMMON, entryPoints: [source("main.ts")], loader: { ".txt": "text" } }),
    esbuild.build({
      ...COMMON,
      entryPoints: [source("worker.ts")],
      external: ["node:*", "ws"],
      logOverride: { "empty-import-meta": "silent" },
      plugins: [parts(pyodide)],
    }),
    esbuild.build({ ...COMMON, entryPoints: [source("sw.ts")] }),
  ]);
  const text = (made) => made.outputFiles[0].text;
  return { page: text(page), worker: text(worker), serviceWorker: text(serviceWorker) };
}

/** Resolves the parts of Pyodide that its package does not name: no package is fetched by it. */
function parts(pyodide) {
  return {
    name: "pyodide-parts",
    setup(build) {
      build.onResolve({ filter: /^pyodide\/asm$/ }, () => ({
        path: path.join(pyodide, "pyodide.asm.mjs"),
      }));
      build.onResolve({ filter: /^pyodide\/lock$/ }, () => ({
        path: "lock",
        namespace: "pyodide",
      }));
      build.onLoad({ filter: /.*/, namespace: "pyodide" }, () => {
        const { info } = JSON.parse(
          fs.readFileSync(path.join(pyodide, "pyodide-lock.json"), "utf8"),
        );
        return { contents: JSON.stringify(JSON.stringify({ info, packages: {} })), loader: "json" };
      });
    },
  };
}
