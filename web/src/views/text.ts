/** The text with its line numbers; findings are marked in it, and what is chosen is lit up. */

import { type Chunked, chunked } from "../chunks.ts";
import { h } from "../dom.ts";
import { lineAt, lineStarts, type Mark, segments } from "../segments.ts";
import { say } from "../words.ts";

/** Characters that stand on a line of a usual window; only guesses of heights go by it. */
const ACROSS = 40;

export interface Labelled extends Mark {
  readonly label: string;
  readonly class: string;
}

type Highlights = Map<string, unknown> & { delete(name: string): boolean };

export class TextPane {
  readonly element: HTMLElement;
  readonly #text: string;
  readonly #starts: readonly number[];
  readonly #marks: readonly Labelled[];
  readonly #list: Chunked;
  #lit: HTMLElement[] = [];

  /** `atPlace` is told where somebody clicked, `atMark` which mark was followed. */
  constructor(
    text: string,
    marks: readonly Labelled[],
    atPlace: (place: number) => void,
    atMark: (mark: number) => void,
  ) {
    this.#text = text;
    this.#starts = lineStarts(text);
    this.#marks = [...marks];
    this.element = h("div", {
      class: "text",
      role: "region",
      "aria-label": say("text"),
      tabindex: 0,
      lang: "zh-CN",
      onclick: (event: MouseEvent) => {
        const target = event.target as HTMLElement;
        const mark = target.closest<HTMLElement>("[data-mark]");
        const line = target.closest<HTMLElement>("[data-line]");
        if (mark) {
          event.preventDefault();
          atMark(Number(mark.dataset["mark"]));
        } else if (line && String(getSelection()) === "") {
          atPlace(this.#starts[Number(line.dataset["line"])] as number);
        }
      },
    });
    const byLine = this.#marksByLine();
    this.#list = chunked(
      this.element,
      this.#starts.length,
      (line) => this.#line(line, byLine.get(line) ?? []),
      () => h("div"),
      (line) => 1.8 * Math.max(1, Math.ceil((this.#end(line) - this.#begin(line)) / ACROSS)),
    );
  }

  /** Light up a stretch, and bring it into sight. */
  show(start: number, end: number): void {
    for (const line of this.#lit) line.classList.remove("lit");
    const [first, last] = [
      lineAt(this.#starts, start),
      lineAt(this.#starts, Math.max(start, end - 1)),
    ];
    this.#lit = [];
    for (let line = first; line <= Math.min(last, first + 400); line += 1) {
      const element = this.#list.item(line);
      if (element) this.#lit.push(element);
    }
    for (const line of this.#lit) line.classList.add("lit");
    this.#lit[0]?.scrollIntoView({ block: "center" });
  }

  /** Light up the words that were looked for, where they stand on lines that are there. */
  find(words: readonly string[], places: readonly Mark[]): void {
    const highlights = (CSS as unknown as { highlights?: Highlights }).highlights;
    if (!highlights) return;
    highlights.delete("found");
    const ranges: Range[] = [];
    const lines = new Set<number>();
    for (const place of places.slice(0, 500)) {
      const last = lineAt(this.#starts, Math.max(place.start, place.end - 1));
      for (let line = lineAt(this.#starts, place.start); line <= last; line += 1) lines.add(line);
    }
    for (const line of [...lines].slice(0, 2000)) {
      const element = this.element.querySelector(`[data-line="${line}"] .said`);
      if (element) ranges.push(...rangesOf(element, words));
    }
    const Highlight = (globalThis as unknown as { Highlight: new (...of: Range[]) => unknown })
      .Highlight;
    highlights.set("found", new Highlight(...ranges));
  }

  /** Return where a line begins, counted from 1. */
  placeOf(line: number): Mark {
    const at = Math.max(0, Math.min(line - 1, this.#starts.length - 1));
    return { start: this.#begin(at), end: this.#end(at) };
  }

  #begin(line: number): number {
    return this.#starts[line] as number;
  }

  #end(line: number): number {
    const end = this.#starts[line + 1] ?? this.#text.length;
    return end;
  }

  #marksByLine(): Map<number, number[]> {
    const found = new Map<number, number[]>();
    this.#marks.forEach((mark, place) => {
      const last = lineAt(this.#starts, Math.max(mark.start, mark.end - 1));
      for (let line = lineAt(this.#starts, mark.start); line <= last; line += 1) {
        found.set(line, [...(found.get(line) ?? []), place]);
      }
    });
    return found;
  }

  #line(line: number, places: readonly number[]): HTMLElement {
    const [start, end] = [this.#begin(line), this.#end(line)];
    const marks = places.map((place) => this.#marks[place] as Labelled);
    const last = marks.length ? Math.max(start, end - 1) : end;
    const pieces = segments(
      start,
      marks.length && end > start && this.#text[last] === "\n" ? last : end,
      marks,
    );
    return h(
      "p",
      { "data-line": line },
      h("span", { class: "number", "aria-hidden": "true" }, line + 1),
      h(
        "span",
        { class: "said" },
        pieces.map((piece) => this.#piece(piece.start, piece.end, places[piece.mark] ?? -1)),
      ),
    );
  }

  #piece(start: number, end: number, mark: number): Node {
    const words = this.#text.slice(start, end).replace(/[\r\n]+$/, "");
    const found = this.#marks[mark];
    if (!found) return document.createTextNode(words);
    return h(
      "a",
      {
        href: `#finding-${mark}`,
        "data-mark": mark,
        class: `${found.class}${start === end ? " point" : ""}`,
        title: found.label,
        "aria-label": start === end ? found.label : null,
      },
      words,
    );
  }
}

function rangesOf(element: Element, words: readonly string[]): Range[] {
  const found: Range[] = [];
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = (node.textContent ?? "").toLowerCase();
    for (const word of words) {
      for (
        let at = text.indexOf(word);
        word && at >= 0;
        at = text.indexOf(word, at + word.length)
      ) {
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + word.length);
        found.push(range);
      }
    }
  }
  return found;
}
