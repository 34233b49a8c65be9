/** The licences of all that is in the page, with the versions. */

import fs from "node:fs";
import path from "node:path";

export function licences(tree, pyodide, web) {
  const { version } = JSON.parse(fs.readFileSync(path.join(pyodide, "package.json"), "utf8"));
  const lock = JSON.parse(fs.readFileSync(path.join(pyodide, "pyodide-lock.json"), "utf8"));
  const emscripten = lock.info.platform.replace("emscripten_", "").replaceAll("_", ".");
  const own = fs.readFileSync(path.join(web, "..", "LICENSE"), "utf8");
  const mit = (holder) => own.replace(/Copyright .*/, holder);
  const kept = (name) => fs.readFileSync(path.join(web, "licences", name), "utf8");
  const all = [
    ["planparse, MIT", own],
    [
      `Pyodide ${version}, Mozilla Public License 2.0; its source: https://github.com/pyodide/pyodide`,
      kept("MPL-2.0.txt"),
    ],
    [
      `CPython ${lock.info.python} and its standard library, compiled and without the modules that a page has no use for; Python Software Foundation License 2. What it incorporates: https://docs.python.org/3/license.html`,
      kept("PSF-2.0.txt"),
    ],
    [
      `Emscripten ${emscripten}, MIT`,
      mit("Copyright (c) 2010-2014 Emscripten authors, see AUTHORS file."),
    ],
    ["musl, the C library of Emscripten, MIT", mit("Copyright (c) 2005-2020 Rich Felker, et al.")],
    [`${named(tree, "jieba")}, its dictionary alone, MIT`, mit("Copyright (c) 2013 Sun Junyi")],
    [`${named(tree, "rich")}, the widths of characters alone, MIT`, shipped(tree, "rich")],
    [`${named(tree, "xlsxwriter")}, BSD 2-Clause`, shipped(tree, "xlsxwriter")],
  ];
  const list = all.map(([name]) => `- ${name}`).join("\n");
  const texts = all.map(([name, text]) => `\n==== ${name}\n\n${text.trim()}\n`).join("");
  return `This page is made of:\n\n${list}\n\nTheir licences follow.\n${texts}`;
}

/** Return the folder that says what a package is. */
function about(tree, name) {
  const known = new RegExp(`^${name}-.*\\.dist-info$`, "i");
  const found = fs.readdirSync(tree).find((folder) => known.test(folder));
  if (!found) throw new Error(`${name} is not among the packages`);
  return found;
}

/** Return the name of a package with its version. */
function named(tree, name) {
  return about(tree, name).replace(".dist-info", "").replace("-", " ");
}

/** Return the text of the licence that a package ships. */
function shipped(tree, name) {
  const folder = path.join(tree, about(tree, name));
  const files = fs.readdirSync(folder, { recursive: true });
  const text = files.find((file) => /licen[cs]e[^/]*$/i.test(file) && !isFolder(folder, file));
  if (!text) throw new Error(`${name} ships no licence`);
  return fs.readFileSync(path.join(folder, text), "utf8");
}

function isFolder(folder, file) {
  return fs.statSync(path.join(folder, file)).isDirectory();
}
