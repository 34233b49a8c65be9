/** The outline, the text and the findings side by side, each leading to the others. */

import type { Context } from "../context.ts";
import { button, h } from "../dom.ts";
import type { Reading, Row } from "../protocol.ts";
import { lang, say } from "../words.ts";
import { Findings } from "./findings.ts";
import { Outline } from "./outline.ts";
import { TextPane } from "./text.ts";

type Hit = readonly [start: number, end: number, line: number];

export interface ReadingView {
  readonly element: HTMLElement;
  toLine(line: number): void;
}

export async function readingView(context: Context): Promise<ReadingView> {
  const request = { ask: "reading", lang: lang() };
  const { value: plan } = await context.engine.ask<Reading>(request, [context.file]);
  const text = new TextPane(
    plan.text,
    plan.findings.map((one) => ({ ...one, label: one.message, class: one.severity })),
    (place) => outline.select(rowAt(plan.rows, place), true),
    (mark) => findings.select(mark),
  );
  const outline = new Outline(plan.rows, (row) => {
    const [, , , , , start] = plan.rows[row] as Row;
    const end = ownEnd(plan.rows, row);
    text.show(start, end);
  });
  const findings = new Findings(plan, context, (place) => {
    const finding = plan.findings[place];
    if (!finding) return;
    text.show(finding.start, finding.end);
    outline.select(rowAt(plan.rows, finding.start), true);
  });
  const element = h(
    "div",
    { class: "reading" },
    h("div", { class: "pane" }, h("h2", {}, say("outline")), outline.element),
    h(
      "div",
      { class: "pane" },
      h("div", { class: "bar" }, h("h2", {}, say("text")), search(context, text)),
      text.element,
    ),
    findings.element,
  );
  return {
    element,
    toLine: (line) => {
      const { start, end } = text.placeOf(line);
      text.show(start, end);
      outline.select(rowAt(plan.rows, start), true);
    },
  };
}

/** Return the last row that begins at a place or before it. */
export function rowAt(rows: readonly Row[], place: number): number {
  let found = 0;
  for (let row = 0; row < rows.length && (rows[row] as Row)[5] <= place; row += 1) found = row;
  return found;
}

/** Return where what a row says by itself ends: where the first row below it begins. */
function ownEnd(rows: readonly Row[], row: number): number {
  const [depth, , , , , start, end] = rows[row] as Row;
  const below = rows[row + 1];
  return below && below[0] > depth && below[5] > start ? below[5] : end;
}

function search(context: Context, text: TextPane): HTMLElement {
  let hits: readonly Hit[] = [];
  let at = -1;
  const told = h("output", { class: "quiet" });
  const next = (): void => {
    if (!hits.length) return;
    at = (at + 1) % hits.length;
    const [start, end] = hits[at] as Hit;
    text.show(start, Math.min(end, start + 1));
    mark();
    told.textContent = `${at + 1}/${hits.length} ${say("hits")}`;
  };
  const mark = (): void => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    text.find(
      words,
      hits.map(([start, end]) => ({ start, end })),
    );
  };
  const ask = async (): Promise<void> => {
    const words = field.value;
    const request = { ask: "hits", lang: lang(), words };
    const answer = await context.engine.ask<{ hits: readonly Hit[] }>(request, [context.file]);
    if (words !== field.value) return;
    [hits, at] = [answer.value.hits, -1];
    mark();
    told.textContent = words.trim() ? `${hits.length} ${say("hits")}` : "";
  };
  let timer = 0;
  const field = h("input", {
    type: "search",
    "aria-label": say("search"),
    placeholder: say("search"),
    oninput: () => {
      clearTimeout(timer);
      timer = window.setTimeout(ask, 250);
    },
  });
  return h(
    "form",
    {
      role: "search",
      onsubmit: (event: Event) => {
        event.preventDefault();
        next();
      },
    },
    field,
    button(say("next"), next),
    told,
  );
}
