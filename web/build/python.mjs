/** Python's part of the page, made by the Python that will run it. */

import fs from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));

/** Return what `prepare.py` makes of a tree of packages, the library, and the policy it found. */
export async function python(pyodide, tree, samples) {
  const { loadPyodide } = await import(pathToFileURL(path.join(pyodide, "pyodide.mjs")).href);
  const made = await loadPyodide({ indexURL: `${pyodide}/` });
  for (const [folder, name] of [
    [tree, "/tree"],
    [samples, "/samples"],
  ]) {
    made.FS.mkdirTree(name);
    made.mountNodeFS(name, folder);
  }
  const told = JSON.parse(made.runPython(fs.readFileSync(path.join(here, "prepare.py"), "utf8")));
  const read = (name) => Buffer.from(made.FS.readFile(name));
  return { packed: read(told.packed), library: read(told.library), policy: told.policy };
}
