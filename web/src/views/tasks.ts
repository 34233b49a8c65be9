/** The table of tasks: filtered by unit, days and words, sorted, downloaded as it is shown. */

import { type Context, stem } from "../context.ts";
import { button, h, save } from "../dom.ts";
import type { Suffixes, Tasks } from "../protocol.ts";
import { lang, say } from "../words.ts";
import { sortable } from "./table.ts";

/** The column of the line that a task stands on, from 0. */
const LINE = 9;

export async function tasksView(context: Context): Promise<HTMLElement> {
  const table = h("div", { class: "rows" });
  const told = h("output");
  const unit = h("select", { name: "unit" }, h("option", { value: "" }, say("all")));
  const since = h("input", { type: "date", name: "since" });
  const until = h("input", { type: "date", name: "until" });
  const words = h("input", { type: "search", name: "words" });
  const filter = (): Record<string, string> => ({
    unit: unit.value,
    since: since.value,
    until: until.value,
    words: words.value,
  });
  let asked = 0;
  const ask = async (): Promise<Tasks> => {
    asked += 1;
    const own = asked;
    const request = { ask: "tasks", lang: lang(), filter: filter() };
    const { value } = await context.engine.ask<Tasks>(request, [context.file]);
    if (own !== asked) return value; // something else has been asked for since
    told.textContent = `${value.rows.length} / ${value.total} ${say("tasksShown")}`;
    table.replaceChildren(
      value.rows.length ? shown(value, context) : h("p", { class: "fine" }, say("noTasks")),
    );
    return value;
  };
  const download = async (format: string): Promise<void> => {
    const request = { ask: "files", lang: lang(), formats: [format], filter: filter() };
    await context.busy(say("packing"), async () => {
      const { value, files } = await context.engine.ask<Suffixes>(request, [context.file]);
      save(`${stem(context.file.name)}${value.suffixes[0]}`, files[0] as Blob);
    });
  };
  const first = await ask();
  unit.append(
    ...first.units.map(([name, count]) => h("option", { value: name }, `${name}（${count}）`)),
  );
  let timer = 0;
  const form = h(
    "form",
    {
      class: "bar",
      oninput: () => {
        clearTimeout(timer);
        timer = window.setTimeout(ask, 250);
      },
      onsubmit: (event: Event) => event.preventDefault(),
    },
    h("label", {}, say("unit"), " ", unit),
    h("label", {}, say("since"), " ", since),
    h("label", {}, say("until"), " ", until),
    h("label", {}, say("words"), " ", words),
    button(say("reset"), () => {
      form.reset();
      ask();
    }),
    told,
    h("span", { class: "space" }),
    button("Excel", () => download("xlsx"), { class: "main" }),
    button("Word", () => download("tasks-docx")),
    button("CSV", () => download("csv")),
  );
  return h("div", { class: "column" }, form, table);
}

function shown(tasks: Tasks, context: Context): HTMLElement {
  return sortable(tasks, say("tabTasks"), (_row, column, value) =>
    column === LINE
      ? button(String(value), () => context.toLine(Number(value)), {
          class: "quiet",
          title: say("goTo"),
          "aria-label": `${say("goTo")} ${value}`,
        })
      : String(value),
  );
}
