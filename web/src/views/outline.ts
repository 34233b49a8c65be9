/** The outline as a tree: arrows move, left and right fold, Enter leads to the text. */

import { type Chunked, chunked } from "../chunks.ts";
import { h } from "../dom.ts";
import type { Row } from "../protocol.ts";
import { say } from "../words.ts";

const HEIGHT = 1.9;

export class Outline {
  readonly element: HTMLElement;
  readonly #rows: readonly Row[];
  readonly #folded = new Set<number>();
  #shown: number[] = [];
  #list: Chunked | null = null;
  #selected = 0;

  constructor(rows: readonly Row[], chosen: (row: number) => void) {
    this.#rows = rows;
    this.element = h("div", {
      role: "tree",
      class: "outline",
      "aria-label": say("outline"),
      tabindex: 0,
      onkeydown: (event: KeyboardEvent) => {
        if (event.key === "Enter") chosen(this.#selected);
        else if (this.#move(event.key)) event.preventDefault();
      },
      onclick: (event: MouseEvent) => {
        const item = (event.target as HTMLElement).closest<HTMLElement>("[data-row]");
        if (!item) return;
        const row = Number(item.dataset["row"]);
        this.select(row);
        if ((event.target as HTMLElement).classList.contains("fold")) this.#fold(row);
        else chosen(row);
      },
    });
    this.#show();
  }

  /** Select a row, unfold what it is in, and bring it into sight. */
  select(row: number, scroll = false): void {
    const above = this.#above(row);
    if (above.some((one) => this.#folded.delete(one))) this.#show();
    this.#item(this.#selected)?.removeAttribute("aria-selected");
    this.#selected = row;
    const item = this.#item(row);
    item?.setAttribute("aria-selected", "true");
    this.element.setAttribute("aria-activedescendant", item?.id ?? "");
    if (scroll) item?.scrollIntoView({ block: "nearest" });
  }

  #item(row: number): HTMLElement | null {
    const place = this.#shown.indexOf(row);
    return place < 0 ? null : (this.#list?.item(place) ?? null);
  }

  #show(): void {
    this.#shown = [];
    let hidden = Number.POSITIVE_INFINITY;
    this.#rows.forEach(([depth], row) => {
      if (depth > hidden) return;
      hidden = this.#folded.has(row) ? depth : Number.POSITIVE_INFINITY;
      this.#shown.push(row);
    });
    this.#list = chunked(
      this.element,
      this.#shown.length,
      (place) => this.#made(this.#shown[place] as number),
      () => h("div", { role: "presentation" }),
      () => HEIGHT,
    );
  }

  #made(row: number): HTMLElement {
    const [depth, kind, label, words, mark] = this.#rows[row] as Row;
    const parent = this.#hasBelow(row);
    const item = h(
      "div",
      {
        role: "treeitem",
        id: `row-${row}`,
        "data-row": row,
        "data-kind": kind,
        "aria-level": depth + 1,
        "aria-expanded": parent ? String(!this.#folded.has(row)) : null,
        "aria-selected": row === this.#selected ? "true" : null,
        title: `${label}${words}`,
      },
      h("span", { class: parent ? "fold" : "leaf", "aria-hidden": "true" }),
      h("span", { class: "label" }, label),
      h("span", { class: "said" }, words),
      mark ? h("span", { class: "mark" }, mark) : null,
    );
    item.style.paddingInlineStart = `${Math.min(depth, 12) * 0.9 + 0.25}rem`;
    return item;
  }

  #hasBelow(row: number): boolean {
    return (this.#rows[row + 1]?.[0] ?? 0) > (this.#rows[row]?.[0] ?? 0);
  }

  #above(row: number): number[] {
    const found: number[] = [];
    let depth = this.#rows[row]?.[0] ?? 0;
    for (let above = row - 1; above >= 0 && depth > 0; above -= 1) {
      const own = this.#rows[above]?.[0] ?? 0;
      if (own < depth) {
        found.push(above);
        depth = own;
      }
    }
    return found;
  }

  #fold(row: number): void {
    if (!this.#hasBelow(row)) return;
    if (!this.#folded.delete(row)) this.#folded.add(row);
    const top = this.element.scrollTop;
    this.#show();
    this.element.scrollTop = top;
    this.select(row);
  }

  #move(key: string): boolean {
    const place = this.#shown.indexOf(this.#selected);
    const isOpen = this.#hasBelow(this.#selected) && !this.#folded.has(this.#selected);
    const targets: Record<string, () => number | undefined> = {
      ArrowDown: () => this.#shown[place + 1],
      ArrowUp: () => this.#shown[place - 1],
      Home: () => this.#shown[0],
      End: () => this.#shown.at(-1),
      ArrowRight: () => (isOpen ? this.#shown[place + 1] : undefined),
      ArrowLeft: () => (isOpen ? undefined : this.#above(this.#selected)[0]),
    };
    const target = targets[key];
    if (!target) return false;
    const row = target();
    if (row !== undefined) this.select(row, true);
    else if (key === "ArrowRight" || key === "ArrowLeft") this.#fold(this.#selected);
    return true;
  }
}
