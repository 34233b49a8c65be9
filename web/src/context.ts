/** What a view is given: the files, the engine, and the ways to other views. */

import type { Engine } from "./engine.ts";
import type { Dropped, Summary } from "./protocol.ts";

export interface OpenFile extends Dropped {
  readonly summary: Summary;
}

export interface Context {
  readonly engine: Engine;
  readonly file: OpenFile;
  readonly files: readonly OpenFile[];
  /** Show a line of the current file, from 1, in its text. */
  toLine(line: number): void;
  /** Show a file. */
  toFile(key: string): void;
  /** Do something that takes a while; what went wrong is told. */
  busy<Of>(label: string, what: () => Promise<Of>): Promise<Of | undefined>;
}

/** Return the name of a file without folders and ending: what downloads are named by. */
export function stem(name: string): string {
  return (name.split("/").at(-1) ?? name).replace(/\.[^.]+$/, "");
}
