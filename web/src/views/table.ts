/** A table that sorts by a column; of a long one the rows come as it is scrolled. */

import { button, h } from "../dom.ts";
import type { Table } from "../protocol.ts";
import { sayOf } from "../words.ts";

type Cell = string | number;

/** Rows that are made at once: a choice. */
const STEP = 200;

/** Return a table; `cell` gives what stands in a cell. */
export function sortable(
  table: Table,
  label: string,
  cell: (row: number, column: number, value: Cell) => Node | string,
): HTMLElement {
  let [by, up] = [-1, true];
  let order: readonly number[] = [];
  const body = h("tbody");
  const heads = table.columns.map((column, place) =>
    h(
      "th",
      { scope: "col" },
      h("button", { type: "button", class: "head", onclick: () => sort(place) }, column),
    ),
  );
  const line = (row: number, place: number): HTMLElement =>
    h(
      "tr",
      { "aria-rowindex": place + 2 },
      (table.rows[row] ?? []).map((value, column) => h("td", {}, cell(row, column, value))),
    );
  /** Add rows up to so many; the watcher is told anew where the table now ends. */
  const grow = (upTo: number): void => {
    const from = body.childElementCount;
    body.append(...order.slice(from, upTo).map((row, place) => line(row, from + place)));
    const left = order.length - body.childElementCount;
    more.textContent = sayOf("moreRows", left);
    more.hidden = left === 0;
    watcher.unobserve(more);
    if (left) watcher.observe(more);
  };
  const more = button("", () => grow(body.childElementCount + STEP), { class: "more" });
  const show = (): void => {
    order = sorted(table.rows, by, up);
    body.replaceChildren();
    grow(STEP);
    heads.forEach((head, place) => {
      if (place === by) head.setAttribute("aria-sort", up ? "ascending" : "descending");
      else head.removeAttribute("aria-sort");
    });
  };
  const sort = (column: number): void => {
    [by, up] = [column, by === column ? !up : true];
    show();
  };
  const attributes = { lang: "zh-CN", "aria-rowcount": table.rows.length + 1 };
  const element = h(
    "div",
    { class: "scroll", tabindex: 0, role: "region", "aria-label": label },
    h("table", attributes, h("thead", {}, h("tr", { "aria-rowindex": 1 }, heads)), body),
    more,
  );
  const watcher = new IntersectionObserver(
    (seen) => {
      if (seen.some((one) => one.isIntersecting)) grow(body.childElementCount + STEP);
    },
    { root: element, rootMargin: "1500px 0px" },
  );
  show();
  return element;
}

/** Return the places of rows in the order of a column; empty cells come last. */
export function sorted(rows: readonly (readonly Cell[])[], column: number, up: boolean): number[] {
  const order = rows.map((_, row) => row);
  if (column < 0) return order;
  const value = (row: number): Cell => rows[row]?.[column] ?? "";
  return order.sort((one, other) => {
    const [left, right] = [value(one), value(other)];
    if (left === "" || right === "") return Number(left === "") - Number(right === "");
    const found =
      typeof left === "number" && typeof right === "number"
        ? left - right
        : String(left).localeCompare(String(right), "zh");
    return up ? found : -found;
  });
}
