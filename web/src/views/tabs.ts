/** The views of what is open, as tabs; each is made when it is first shown. */

import type { Context } from "../context.ts";
import { h } from "../dom.ts";
import { Stopped } from "../engine.ts";
import { say, type Word } from "../words.ts";
import { catalogueView } from "./catalogue.ts";
import { cleanView } from "./clean.ts";
import { compareView } from "./compare.ts";
import { type ReadingView, readingView } from "./reading.ts";
import { savingView } from "./saving.ts";
import { tasksView } from "./tasks.ts";

export const TABS = ["read", "tasks", "clean", "files", "compare", "save"] as const;
export type TabName = (typeof TABS)[number];

const NAMES: Record<TabName, Word> = {
  read: "tabRead",
  tasks: "tabTasks",
  clean: "tabClean",
  files: "tabFiles",
  compare: "tabCompare",
  save: "tabSave",
};

export class Views {
  readonly element = h("div", { class: "views" });
  readonly #context: Context;
  readonly #chosen: (tab: TabName) => void;
  readonly #tabs = new Map<TabName, HTMLElement>();
  readonly #panels = new Map<TabName, HTMLElement>();
  #reading: Promise<ReadingView> | null = null;

  constructor(context: Context, first: TabName, chosen: (tab: TabName) => void) {
    this.#context = context;
    this.#chosen = chosen;
    const list = h("div", {
      role: "tablist",
      onkeydown: (event: KeyboardEvent) => this.#key(event),
    });
    this.element.append(list);
    for (const name of TABS) {
      const tab = h(
        "button",
        {
          type: "button",
          role: "tab",
          id: `tab-${name}`,
          "aria-controls": `panel-${name}`,
          onclick: () => this.show(name),
        },
        say(NAMES[name]),
      );
      const panel = h("div", {
        role: "tabpanel",
        id: `panel-${name}`,
        "aria-labelledby": `tab-${name}`,
        hidden: true,
      });
      this.#tabs.set(name, tab);
      this.#panels.set(name, panel);
      list.append(tab);
      this.element.append(panel);
    }
    this.show(first);
  }

  async show(name: TabName): Promise<void> {
    this.#chosen(name);
    for (const [other, tab] of this.#tabs) {
      tab.setAttribute("aria-selected", String(other === name));
      tab.tabIndex = other === name ? 0 : -1;
      (this.#panels.get(other) as HTMLElement).hidden = other !== name;
    }
    const panel = this.#panels.get(name) as HTMLElement;
    if (panel.dataset["made"] !== undefined) return;
    panel.dataset["made"] = "";
    panel.setAttribute("aria-busy", "true");
    const label = `${say("reading")} ${this.#context.file.name}`;
    const made = await this.#context.busy(label, () => this.#make(name));
    panel.removeAttribute("aria-busy");
    if (made) panel.replaceChildren(made);
    else delete panel.dataset["made"];
  }

  async toLine(line: number): Promise<void> {
    await this.show("read");
    (await this.#reading)?.toLine(line);
  }

  async #make(name: TabName): Promise<HTMLElement> {
    switch (name) {
      case "read":
        this.#reading = readingView(this.#context);
        this.#reading.catch((fault) => {
          if (fault instanceof Stopped) this.#reading = null;
        });
        return (await this.#reading).element;
      case "tasks":
        return tasksView(this.#context);
      case "clean":
        return cleanView(this.#context);
      case "files":
        return catalogueView(this.#context);
      case "compare":
        return compareView(this.#context);
      case "save":
        return savingView(this.#context);
    }
  }

  #key(event: KeyboardEvent): void {
    const names = [...this.#tabs.keys()];
    const at = names.findIndex((name) => this.#tabs.get(name) === event.target);
    const steps: Record<string, number> = {
      ArrowRight: at + 1,
      ArrowLeft: at - 1,
      Home: 0,
      End: -1,
    };
    const to = steps[event.key];
    if (to === undefined || at < 0) return;
    event.preventDefault();
    const name = names.at(to % names.length) as TabName;
    this.#tabs.get(name)?.focus();
    this.show(name);
  }
}
