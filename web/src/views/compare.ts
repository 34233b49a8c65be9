/** Years compared: which files in which order, and the page that `planparse diff` writes. */

import type { Context, OpenFile } from "../context.ts";
import { button, h, save } from "../dom.ts";
import { lang, say } from "../words.ts";

/** Files that may be compared at once: a choice. */
const MOST = 12;

export function compareView(context: Context): HTMLElement {
  let order = [...context.files].sort((one, other) => year(one) - year(other));
  const picked = new Set(
    order.slice(0, order.length <= MOST ? order.length : 2).map(({ key }) => key),
  );
  const list = h("ol", { class: "picks" });
  const result = h("div", { class: "result" });
  const show = (): void => {
    list.replaceChildren(...order.map((file, place) => pick(file, place)));
  };
  const pick = (file: OpenFile, place: number): HTMLElement =>
    h(
      "li",
      {},
      h(
        "label",
        {},
        h("input", {
          type: "checkbox",
          checked: picked.has(file.key),
          onchange: () => {
            if (!picked.delete(file.key)) picked.add(file.key);
            go.disabled = picked.size < 2 || picked.size > MOST;
          },
        }),
        ` ${file.name}`,
        h("span", { class: "quiet", lang: "zh-CN" }, ` ${file.summary.titles.find(Boolean) ?? ""}`),
      ),
      place > 0
        ? button(
            "↑",
            () => {
              const before = order.filter((other) => other !== file);
              before.splice(place - 1, 0, file);
              order = before;
              show();
            },
            { class: "quiet", "aria-label": `${say("earlier")} ${file.name}` },
          )
        : null,
    );
  const go = button(say("compare"), () => run(), { class: "main", disabled: picked.size < 2 });
  const run = async (): Promise<void> => {
    const files = order.filter((file) => picked.has(file.key));
    const page = await context.busy(say("compare"), async () => {
      const request = { ask: "comparison", lang: lang(), format: "html" };
      const answer = await context.engine.ask(request, files);
      return new Blob([answer.files[0] as Blob], { type: "text/html;charset=utf-8" });
    });
    if (!page) return;
    const frame = h("iframe", {
      sandbox: "allow-scripts",
      title: say("compareTitle"),
      src: URL.createObjectURL(page),
    });
    result.replaceChildren(
      h(
        "div",
        { class: "bar" },
        button(say("savePage"), () => save("年度对照.html", page)),
      ),
      frame,
    );
  };
  show();
  if (context.files.length < 2) return h("p", { class: "fine" }, say("compareNone"));
  return h(
    "div",
    { class: "column" },
    h("p", {}, say("compareHint")),
    list,
    h("p", {}, go),
    result,
  );
}

/** Return the year that a file is of, by its titles or its name; those without one come last. */
function year(file: OpenFile): number {
  const said = [...file.summary.titles, file.name].join(" ").match(/(?:19|20)\d\d/);
  return said ? Number(said[0]) : 9999;
}
