/** Downloads: the file that is open in one format, or all files in several as one zip. */

import { type Context, type OpenFile, stem } from "../context.ts";
import { button, h, save } from "../dom.ts";
import type { Suffixes } from "../protocol.ts";
import { FORMATS, lang, say } from "../words.ts";

const USUAL = new Set(["xlsx", "clean", "json"]);

export function savingView(context: Context): HTMLElement {
  const place = lang() === "zh" ? 1 : 2;
  const one = FORMATS.map((format) =>
    h(
      "li",
      {},
      button(format[place], () => saveOne(context, format[0])),
    ),
  );
  const boxes = FORMATS.map(([format, ...names]) =>
    h(
      "li",
      {},
      h(
        "label",
        {},
        h("input", { type: "checkbox", value: format, checked: USUAL.has(format) }),
        ` ${names[place - 1]}`,
      ),
    ),
  );
  const list = h("ul", { class: "formats" }, boxes);
  const packing = button(
    say("zip"),
    () => {
      const formats = [...list.querySelectorAll<HTMLInputElement>("input:checked")].map(
        (box) => box.value,
      );
      return saveAll(context, formats);
    },
    { class: "main" },
  );
  return h(
    "div",
    { class: "column saving" },
    h("h2", {}, `${say("saveOne")}：${context.file.name}`),
    h("ul", { class: "formats" }, one),
    h("h2", {}, `${say("saveAll")}：${context.files.length}`),
    list,
    h("p", {}, packing),
  );
}

async function saveOne(context: Context, format: string): Promise<void> {
  await context.busy(say("packing"), async () => {
    const request = { ask: "files", lang: lang(), formats: [format] };
    const { value, files } = await context.engine.ask<Suffixes>(request, [context.file]);
    save(`${stem(context.file.name)}${value.suffixes[0]}`, files[0] as Blob);
  });
}

async function saveAll(context: Context, formats: readonly string[]): Promise<void> {
  await context.busy(say("packing"), async () => {
    const [names, contents]: [string[], Blob[]] = [[], []];
    for (const file of context.files) {
      const request = { ask: "files", lang: lang(), formats };
      const { value, files } = await context.engine.ask<Suffixes>(request, [file]);
      value.suffixes.forEach((suffix, place) => {
        names.push(`${bare(file)}${suffix}`);
        contents.push(files[place] as Blob);
      });
    }
    const entries = context.files.flatMap((file) => file.summary.entries);
    const asked = { ask: "catalogue-file", lang: lang(), entries, format: "xlsx" };
    names.push("归档文件目录.xlsx");
    contents.push((await context.engine.ask(asked)).files[0] as Blob);
    const packed = await context.engine.ask({ ask: "zip", lang: lang(), names }, [], contents);
    save("planparse.zip", packed.files[0] as Blob);
  });
}

function bare(file: OpenFile): string {
  return file.name.replace(/\.[^./]+$/, "");
}
