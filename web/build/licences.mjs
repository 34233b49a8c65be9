/** The licences of all that is in the page, with the versions. */

import fs from "node:fs";
import path from "node:path";

export function licences(tree, pyodide, web) {
  const { version } = JSON.parse(fs.readFileSync(path.join(pyodide, "package.json"), "utf8"));
  const lock = JSON.parse(fs.readFileSync(path.join(pyodide, "pyodide-lock.json"), "utf8"));
  const head = [
    "This page is made of:",
    "",
    "planparse, MIT; its licence is below.",
    `Pyodide ${version}, Mozilla Public License 2.0: https://github.com/pyodide/pyodide has source and licence.`,
    `CPython ${lock.info.python}, Python Software Foundation License 2: https://docs.python.org/3/license.html`,
    `Emscripten ${lock.info.platform.replace("emscripten_", "").replaceAll("_", ".")}, MIT: https://github.com/emscripten-core/emscripten`,
    "jieba 0.42.1 (its dictionary alone), rich (the widths of characters alone), xlsxwriter; their licences are below.",
  ];
  const texts = [["planparse", path.join(web, "..", "LICENSE")], ...found(tree)];
  const bodies = texts.map(
    ([name, file]) => `\n==== ${name}\n\n${fs.readFileSync(file, "utf8").trim()}\n`,
  );
  return `${head.join("\n")}\n${bodies.join("")}`;
}

function found(tree) {
  const names = fs
    .readdirSync(tree)
    .filter((name) => /^(jieba|rich|xlsxwriter).*\.dist-info$/i.test(name));
  return names.flatMap((name) => {
    const files = fs.readdirSync(path.join(tree, name), { recursive: true });
    const texts = files.filter(
      (file) =>
        /licen[cs]e/i.test(path.basename(file)) &&
        fs.statSync(path.join(tree, name, file)).isFile(),
    );
    if (!texts.length) return [];
    return [[name.replace(".dist-info", ""), path.join(tree, name, texts[0])]];
  });
}
