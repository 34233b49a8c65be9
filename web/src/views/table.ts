/** A table that sorts by a column. */

import { h } from "../dom.ts";
import type { Table } from "../protocol.ts";

type Cell = string | number;

/** Return a table; `act` is what its last cell does with the place of a row, if anything. */
export function sortable(
  table: Table,
  label: string,
  cell: (row: number, column: number, value: Cell) => Node | string,
): HTMLElement {
  let [by, up] = [-1, true];
  const body = h("tbody");
  const heads = table.columns.map((column, place) =>
    h(
      "th",
      { scope: "col" },
      h("button", { type: "button", class: "head", onclick: () => sort(place) }, column),
    ),
  );
  const show = (): void => {
    const order = sorted(table.rows, by, up);
    body.replaceChildren(
      ...order.map((row) =>
        h(
          "tr",
          {},
          (table.rows[row] ?? []).map((value, column) => h("td", {}, cell(row, column, value))),
        ),
      ),
    );
    heads.forEach((head, place) => {
      if (place === by) head.setAttribute("aria-sort", up ? "ascending" : "descending");
      else head.removeAttribute("aria-sort");
    });
  };
  const sort = (column: number): void => {
    [by, up] = [column, by === column ? !up : true];
    show();
  };
  show();
  return h(
    "div",
    { class: "scroll", tabindex: 0, role: "region", "aria-label": label },
    h("table", { lang: "zh-CN" }, h("thead", {}, h("tr", {}, heads)), body),
  );
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
