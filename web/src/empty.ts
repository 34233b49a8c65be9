/** What stands there before anything is open: what to do, and a sample to try. */

import sample from "../../samples/flood-season.txt";
import { button, h } from "./dom.ts";
import type { Given } from "./dropping.ts";
import { say } from "./words.ts";

export function emptyState(open: (given: readonly Given[]) => void): HTMLElement {
  const given = { name: "样例-防汛抗旱工作要点.txt", blob: new Blob([sample]) };
  return h(
    "section",
    { class: "empty" },
    h("h2", {}, say("emptyTitle")),
    h("p", {}, say("emptyText")),
    h("p", {}, say("emptyWhat")),
    h(
      "p",
      {},
      button(say("open"), () => document.getElementById("files")?.click(), { class: "main" }),
      " ",
      button(say("sample"), () => open([given]), { id: "sample" }),
    ),
    h("p", { class: "quiet" }, say("privacy")),
  );
}
