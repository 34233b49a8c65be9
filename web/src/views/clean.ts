/** The clean text beside the ledger of what was changed. */

import { type Context, stem } from "../context.ts";
import { button, h, save } from "../dom.ts";
import type { Clean, Edit } from "../protocol.ts";
import { lang, say, sayOf } from "../words.ts";
import { TextPane } from "./text.ts";

export async function cleanView(context: Context): Promise<HTMLElement> {
  const request = { ask: "clean", lang: lang() };
  const { value: clean } = await context.engine.ask<Clean>(request, [context.file]);
  const marks = clean.edits.map((edit) => ({ ...edit, label: edit.name, class: "edit" }));
  const ledger = h("ol", { class: "ledger" });
  const text = new TextPane(
    clean.text,
    marks,
    () => {},
    (mark) => {
      const found = ledger.querySelector<HTMLElement>(`[data-edit="${mark}"]`);
      found?.focus();
      found?.scrollIntoView({ block: "nearest" });
    },
  );
  ledger.append(
    ...clean.edits.map((edit, place) =>
      h(
        "li",
        {},
        h(
          "button",
          {
            type: "button",
            class: "finding",
            "data-edit": place,
            onclick: () => text.show(edit.start, edit.end),
          },
          h("span", { class: "quiet" }, `${sayOf("numbered", edit.line)} `),
          edit.name,
          change(edit),
        ),
      ),
    ),
  );
  const download = (format: string, suffix: string) => async (): Promise<void> => {
    const asked = { ask: "files", lang: lang(), formats: [format] };
    await context.busy(say("packing"), async () => {
      const { files } = await context.engine.ask(asked, [context.file]);
      save(`${stem(context.file.name)}${suffix}`, files[0] as Blob);
    });
  };
  return h(
    "div",
    { class: "reading two" },
    h(
      "div",
      { class: "pane" },
      h(
        "div",
        { class: "bar" },
        h("h2", {}, say("tabClean")),
        h("span", { class: "space" }),
        button(say("saveClean"), download("clean", ".clean.txt"), { class: "main" }),
        button(say("saveEdits"), download("ledger", ".ledger.json")),
      ),
      text.element,
    ),
    h(
      "section",
      { class: "findings", "aria-label": say("edits") },
      h("h2", {}, `${say("edits")} ${clean.edits.length || ""}`),
      clean.edits.length ? ledger : h("p", { class: "fine" }, say("noEdits")),
    ),
  );
}

/** Characters of a change that are shown: a choice. */
const SHOWN = 40;

function change(edit: Edit): HTMLElement {
  const short = (words: string): string => {
    const visible = words.replaceAll("\r", "").replaceAll("\n", "⏎").replaceAll("\u3000", "□");
    return visible.length > SHOWN ? `${visible.slice(0, SHOWN)}…` : visible;
  };
  return h(
    "span",
    { class: "change", lang: "zh-CN" },
    edit.before ? h("del", {}, short(edit.before)) : null,
    " ",
    edit.after ? h("ins", {}, short(edit.after)) : h("span", { class: "quiet" }, say("nothing")),
  );
}
