/** The page: what is open, which view is shown, and what is told meanwhile. */

import type { Context, OpenFile } from "./context.ts";
import { button, h } from "./dom.ts";
import { chosen, dropped, type Given, isArchive } from "./dropping.ts";
import { emptyState } from "./empty.ts";
import { Engine, Refused, Stopped } from "./engine.ts";
import type { Dropped, Lang, Summary } from "./protocol.ts";
import * as store from "./store.ts";
import { Telling } from "./telling.ts";
import { TABS, type TabName, Views } from "./views/tabs.ts";
import { lang, say, speak } from "./words.ts";

/** Bytes of a file or an archive; planparse.browser has the same bounds and more. */
const MOST_BYTES = 200 * 10 ** 6;

const KEEP = "planparse-keep";
const LANGUAGE = "planparse-language";

export class App {
  /** Settled when files can be parsed, or the page has said that it cannot start. */
  readonly ready: Promise<void>;
  readonly #engine = new Engine();
  readonly #telling = new Telling(() => this.#stop());
  readonly #main = h("main", { id: "main" });
  readonly #top = h("header");
  #views: Views | null = null;
  #files: OpenFile[] = [];
  #current = "";
  #tab: TabName = "read";
  #number = 0;
  #stopping = false;

  constructor() {
    speak((localStorage.getItem(LANGUAGE) as Lang | null) ?? "zh");
    document.body.append(this.#top, this.#telling.element, this.#main);
    for (const name of ["dragover", "drop"]) {
      document.addEventListener(name, (event) => event.preventDefault());
    }
    document.addEventListener("drop", async (event) => {
      const data = (event as DragEvent).dataTransfer;
      if (data) await this.open(await dropped(data));
    });
    // Long tables are printed whole.
    addEventListener("beforeprint", () => {
      for (const more of document.querySelectorAll<HTMLElement>(
        "[role=tabpanel]:not([hidden]) .more",
      )) {
        while (!more.hidden) more.click();
      }
    });
    this.#draw();
    this.ready = this.#start();
  }

  async #start(): Promise<void> {
    this.#telling.busy(say("starting"), false);
    try {
      await this.#engine.ready;
      document.documentElement.dataset["ready"] = "";
    } catch (fault) {
      console.error(fault);
      this.#telling.trouble(say("startFailed"));
      return;
    } finally {
      this.#telling.idle();
    }
    if (this.#keeps) await this.open(await store.kept());
  }

  get #keeps(): boolean {
    return localStorage.getItem(KEEP) !== null;
  }

  /** Read files, one after another; archives are unpacked. */
  async open(given: readonly Given[]): Promise<void> {
    const [queue, refused]: [Given[], string[]] = [[...given], []];
    let done = 0;
    this.#stopping = false;
    while (queue.length && !this.#stopping) {
      const file = queue.shift() as Given;
      this.#telling.busy(`${say("reading")} ${file.name}`, true, done, done + queue.length + 1);
      done += 1;
      try {
        if (file.blob.size > MOST_BYTES) throw new Refused(say("tooLarge"));
        if (isArchive(file.name)) queue.unshift(...(await this.#unpack(file, refused)));
        else this.#files.push(await this.#read(file));
      } catch (fault) {
        refused.push(`${file.name} ${this.#why(fault)}`);
      }
    }
    this.#telling.idle();
    if (refused.length) this.#telling.refused(refused);
    if (!this.#files.length) return;
    const last = this.#files.at(-1) as OpenFile;
    if (!this.#current || given.length === 1) this.#current = last.key;
    this.#keep();
    this.#draw();
  }

  async #read(file: Given): Promise<OpenFile> {
    this.#number += 1;
    const one: Dropped = { key: `${this.#number}`, ...file };
    const request = { ask: "summary", lang: lang() };
    const { value } = await this.#engine.ask<Summary>(request, [one]);
    return { ...one, summary: value };
  }

  async #unpack(file: Given, refused: string[]): Promise<Given[]> {
    const request = { ask: "unpack", lang: lang(), name: file.name };
    type Told = { files: readonly { name: string; fault: string }[] };
    const { value, files } = await this.#engine.ask<Told>(request, [], [file.blob]);
    const found: Given[] = [];
    value.files.forEach(({ name, fault }, place) => {
      if (fault) refused.push(`${name} ${fault}`);
      else found.push({ name, blob: files[place] as Blob });
    });
    if (!value.files.length) refused.push(`${file.name} ${say("noFiles")}`);
    return found;
  }

  #why(fault: unknown): string {
    if (fault instanceof Refused) return fault.message;
    if (fault instanceof Stopped) return say(this.#stopping ? "stopped" : "tooLong");
    console.warn(fault);
    return say("error");
  }

  #stop(): void {
    this.#stopping = true;
    this.#engine.stop();
  }

  async #keep(): Promise<void> {
    if (this.#keeps) await store.keep(this.#files);
  }

  async #busy<Of>(label: string, what: () => Promise<Of>): Promise<Of | undefined> {
    this.#stopping = false;
    this.#telling.busy(label, true);
    try {
      return await what();
    } catch (fault) {
      this.#telling.trouble(`${say("error")}：${this.#why(fault)}`);
      return undefined;
    } finally {
      this.#telling.idle();
    }
  }

  #close(): void {
    [this.#files, this.#current, this.#tab] = [[], "", "read"];
    this.#telling.clear();
    this.#keep();
    this.#draw();
  }

  #draw(): void {
    document.title = `${say("name")} · planparse`;
    this.#drawTop();
    const file = this.#files.find(({ key }) => key === this.#current) ?? this.#files[0];
    if (!file) {
      this.#views = null;
      this.#main.replaceChildren(emptyState((given) => this.open(given)));
      return;
    }
    this.#current = file.key;
    const context: Context = {
      engine: this.#engine,
      file,
      files: this.#files,
      toLine: (line) => this.#views?.toLine(line),
      toFile: (key) => this.#choose(key),
      busy: (label, what) => this.#busy(label, what),
    };
    this.#views = new Views(context, this.#tab, (tab) => {
      this.#tab = tab;
    });
    this.#main.replaceChildren(this.#views.element);
  }

  #choose(key: string): void {
    this.#current = key;
    this.#tab = TABS[0];
    this.#draw();
  }

  #drawTop(): void {
    const input = (folder: boolean): HTMLInputElement =>
      h("input", {
        type: "file",
        multiple: true,
        webkitdirectory: folder,
        hidden: true,
        onchange: (event: Event) => {
          const field = event.target as HTMLInputElement;
          const files = chosen(field.files);
          field.value = ""; // so that the same file can be chosen again
          this.open(files);
        },
      });
    const [files, folder] = [input(false), input(true)];
    files.id = "files";
    folder.id = "folder";
    const keep = h("input", {
      type: "checkbox",
      checked: this.#keeps,
      onchange: () => this.#setKeeping(keep.checked),
    });
    this.#top.replaceChildren(
      h("h1", {}, say("name")),
      button(say("open"), () => files.click(), { class: "main" }),
      button(say("folder"), () => folder.click()),
      files,
      folder,
      ...(this.#files.length
        ? [
            this.#chooser(),
            button(say("close"), () => this.#close()),
            button(say("print"), () => print()),
          ]
        : []),
      h("span", { class: "space" }),
      h("label", { title: say("keptHint") }, keep, ` ${say("keep")}`),
      button(say("language"), () => this.#turn(), {
        class: "quiet",
        lang: lang() === "zh" ? "en" : "zh-CN",
      }),
      h("a", { href: "licences.txt" }, say("licences")),
    );
  }

  #chooser(): HTMLElement {
    const select = h(
      "select",
      { "aria-label": say("current"), onchange: () => this.#switch(select.value) },
      this.#files.map((file) =>
        h("option", { value: file.key, selected: file.key === this.#current }, file.name),
      ),
    );
    return select;
  }

  #switch(key: string): void {
    this.#current = key;
    this.#draw();
  }

  async #setKeeping(on: boolean): Promise<void> {
    if (on) localStorage.setItem(KEEP, "");
    else localStorage.removeItem(KEEP);
    if (on) {
      await this.#keep();
      return this.#telling.say(say("keptHint"));
    }
    await store.wipe();
    this.#telling.say(say("wiped"));
  }

  #turn(): void {
    speak(lang() === "zh" ? "en" : "zh");
    localStorage.setItem(LANGUAGE, lang());
    this.#draw();
  }
}
