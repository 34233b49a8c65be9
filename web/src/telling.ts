/** What is told above the views: what goes on, with a way to stop it, and what went wrong. */

import { button, h } from "./dom.ts";
import { say } from "./words.ts";

export class Telling {
  readonly element = h("div", { class: "telling" });
  readonly #status = h("p", { role: "status" });
  readonly #bar = h("progress", { "aria-label": say("reading") });
  readonly #stopping: HTMLElement;
  readonly #work: HTMLElement;
  readonly #notes = h("div", { role: "alert" });

  constructor(stop: () => void) {
    this.#stopping = button(say("stop"), stop);
    this.#work = h("div", { class: "work", hidden: true }, this.#bar, this.#stopping);
    this.element.append(h("div", { class: "work" }, this.#status, this.#work), this.#notes);
  }

  /** Say what goes on, and how many of how many are done. */
  busy(label: string, canStop: boolean, done = 0, all = 0): void {
    this.#status.textContent = all > 1 ? `${label}（${done + 1}/${all}）` : label;
    if (all > 1) {
      this.#bar.max = all;
      this.#bar.value = done;
    } else this.#bar.removeAttribute("value");
    this.#stopping.textContent = say("stop");
    this.#stopping.hidden = !canStop;
    this.#work.hidden = false;
  }

  idle(): void {
    this.#status.textContent = "";
    this.#work.hidden = true;
  }

  say(words: string): void {
    this.#status.textContent = words;
  }

  clear(): void {
    this.#notes.replaceChildren();
  }

  /** Tell what went wrong, in a sentence. */
  trouble(words: string): void {
    this.#note(h("p", {}, words));
  }

  /** Tell which files were not read, and why. */
  refused(lines: readonly string[]): void {
    this.#note(
      h("p", {}, `${say("refused")}：${lines.length}`),
      h(
        "ul",
        {},
        lines.map((line) => h("li", {}, line)),
      ),
    );
  }

  #note(...children: readonly HTMLElement[]): void {
    const note = h(
      "div",
      { class: "note" },
      ...children,
      button(say("dismiss"), () => note.remove()),
    );
    this.#notes.append(note);
  }
}
