/** Build the page: `node build/main.mjs [--wheel FILE] [--python python3]` writes dist/site.
 *
 * It needs node_modules (`npm ci`), a Python with pip, and a package index for what
 * requirements.txt pins. Without --wheel the wheel of planparse is built from the clone.
 */

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { bundled } from "./bundles.mjs";
import { licences } from "./licences.mjs";
import { python } from "./python.mjs";

/** What all files may weigh, compressed: what the page promises. */
const MOST_ON_THE_WIRE = 12 * 10 ** 6;

const web = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const { values: options } = parseArgs({
  options: { wheel: { type: "string" }, python: { type: "string", default: "python3" } },
});
const pyodide = path.join(web, "node_modules", "pyodide");
const site = path.join(web, "dist", "site");
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "planparse-page-"));

try {
  await build();
} catch (fault) {
  // Node would print the line of Pyodide that raised it, which has a million characters.
  console.error(String(fault.message ?? fault).slice(0, 4000));
  process.exitCode = 1;
} finally {
  fs.rmSync(scratch, { recursive: true, force: true });
}

async function build() {
  const tree = path.join(scratch, "tree");
  const [wheel] = options.wheel ? [path.resolve(options.wheel)] : madeWheel();
  pip("install", "--target", tree, "--no-deps", "--no-compile", wheel);
  const pinned = path.join(web, "requirements.txt");
  pip("install", "--target", tree, "--no-deps", "--no-compile", "--require-hashes", "-r", pinned);
  const samples = path.join(web, "..", "samples");
  const { packed, library, policy } = await python(pyodide, tree, samples);

  fs.rmSync(site, { recursive: true, force: true });
  fs.mkdirSync(path.join(site, "parts"), { recursive: true });
  const { page, worker, serviceWorker } = await bundled(web, pyodide);
  part("worker", worker);
  part("wasm", fs.readFileSync(path.join(pyodide, "pyodide.asm.wasm")));
  part("stdlib", library);
  part("python", packed);
  put("page.js", page);
  for (const name of ["page.css", "icon.svg"]) put(name, source(name));
  put("index.html", source("index.html").replace("POLICY", ownPolicy(policy)));
  put("licences.txt", licences(tree, pyodide, web));
  put(
    "__init__.py",
    '"""The page of planparse, built: this folder is what a web server serves."""\n',
  );
  const names = listed(site).filter((name) => !name.endsWith(".py"));
  put(
    "sw.js",
    serviceWorker
      .replace("VERSION", digest(names))
      .replace(/[`"]FILES[`"]/, () => JSON.stringify(JSON.stringify(names))),
  );
  weigh([...names, "sw.js"]);
}

function madeWheel() {
  pip("wheel", "--no-deps", "--wheel-dir", scratch, path.join(web, ".."));
  return fs
    .readdirSync(scratch)
    .filter((name) => name.endsWith(".whl"))
    .map((name) => path.join(scratch, name));
}

function pip(...words) {
  execFileSync(
    options.python,
    ["-m", "pip", "--disable-pip-version-check", words[0], "--quiet", ...words.slice(1)],
    {
      stdio: ["ignore", "inherit", "inherit"],
    },
  );
}

/** Write a part as a script that hands it over: a browser loads no other file from a folder. */
function part(name, content) {
  const packed = gzipSync(content, { level: 9 }).toString("base64");
  put(`parts/${name}.js`, `(self.planparseParts??=[]).push(["${name}","${packed}"]);\n`);
}

/** The policy of the page: its own files, and the style and script of the page of differences. */
function ownPolicy(differences) {
  const digests = (directive) => differences.match(new RegExp(`${directive} ('sha256-[^']+')`))[1];
  return [
    "default-src 'none'",
    `script-src 'self' 'wasm-unsafe-eval' ${digests("script-src")}`,
    `style-src 'self' ${digests("style-src")}`,
    "img-src 'self'",
    "worker-src 'self' blob:",
    "frame-src blob:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

function source(name) {
  return fs.readFileSync(path.join(web, "src", name), "utf8");
}

function put(name, content) {
  fs.writeFileSync(path.join(site, name), content);
}

function listed(folder, above = "") {
  return fs
    .readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) =>
      entry.isDirectory()
        ? listed(path.join(folder, entry.name), `${above}${entry.name}/`)
        : [`${above}${entry.name}`],
    )
    .sort();
}

function digest(names) {
  const hash = createHash("sha256");
  for (const name of names) hash.update(name).update(fs.readFileSync(path.join(site, name)));
  return hash.digest("hex").slice(0, 16);
}

function weigh(names) {
  let total = 0;
  for (const name of names) {
    const content = fs.readFileSync(path.join(site, name));
    const size = gzipSync(content).length;
    total += size;
    console.log(
      `${name.padEnd(20)} ${String(content.length).padStart(9)} ${String(size).padStart(9)} compressed`,
    );
  }
  console.log(`${"in all".padEnd(20)} ${" ".repeat(9)} ${String(total).padStart(9)} compressed`);
  if (total > MOST_ON_THE_WIRE)
    throw new Error(`the page weighs ${total} bytes, more than ${MOST_ON_THE_WIRE}`);
}
