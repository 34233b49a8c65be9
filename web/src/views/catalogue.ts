/** The catalogue of the files that are open; each row leads to its file. */

import type { Context } from "../context.ts";
import { button, h, save } from "../dom.ts";
import type { Table } from "../protocol.ts";
import { lang, say } from "../words.ts";
import { sortable } from "./table.ts";

const TITLE = 4;

export async function catalogueView(context: Context): Promise<HTMLElement> {
  const owners = context.files.flatMap((file) => file.summary.entries.map(() => file.key));
  const entries = context.files.flatMap((file) => file.summary.entries);
  const request = { ask: "catalogue", lang: lang(), entries };
  const { value } = await context.engine.ask<Table>(request);
  const download = (format: string) => async (): Promise<void> => {
    await context.busy(say("packing"), async () => {
      const asked = { ask: "catalogue-file", lang: lang(), entries, format };
      const { files } = await context.engine.ask(asked);
      save(`归档文件目录.${format}`, files[0] as Blob);
    });
  };
  return h(
    "div",
    { class: "column" },
    h(
      "div",
      { class: "bar" },
      h("output", {}, `${context.files.length} ${say("documents")}`),
      h("span", { class: "space" }),
      button("Excel", download("xlsx"), { class: "main" }),
      button("CSV", download("csv")),
    ),
    sortable(value, say("tabFiles"), (row, column, cell) =>
      column === TITLE
        ? button(
            String(cell) || (entries[row]?.path ?? ""),
            () => context.toFile(owners[row] ?? ""),
            {
              class: "link",
            },
          )
        : String(cell),
    ),
  );
}
