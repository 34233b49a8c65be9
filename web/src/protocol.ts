/** What the page and its worker say to one another, and what Python answers. */

export type Lang = "zh" | "en";

/** A file as it was dropped: `key` is its own, whatever its name. */
export interface Dropped {
  readonly key: string;
  readonly name: string;
  readonly blob: Blob;
}

export interface Request {
  readonly ask: string;
  readonly lang: Lang;
  readonly [option: string]: unknown;
}

/** The parts that the worker starts with, in the order in which it needs them. */
export const PARTS = ["wasm", "stdlib", "python"] as const;

/** To the worker, first: a part, as it came. */
export interface Handed {
  readonly part: (typeof PARTS)[number];
  readonly content: string;
}

/** To the worker. `files` are those whose keys the request names; `contents` belong to none. */
export interface Call {
  readonly id: number;
  readonly request: Request;
  readonly files: readonly Dropped[];
  readonly contents: readonly Blob[];
}

/** From the worker: an answer, a file that cannot be read with the reason, or a fault. */
export type Reply =
  | { readonly id: number; readonly json: string; readonly contents: readonly Uint8Array[] }
  | { readonly id: number; readonly refused: string }
  | { readonly id: number; readonly fault: string };

export interface Entry {
  readonly path: string;
  readonly title: string | null;
  readonly [item: string]: unknown;
}

export interface Summary {
  readonly titles: readonly (string | null)[];
  readonly chars: number;
  readonly encoding: string;
  readonly format: string | null;
  readonly sha256: string;
  readonly lacunae: number;
  readonly findings: Readonly<Record<string, number>>;
  readonly entries: readonly Entry[];
}

/** A line of the outline: depth, kind, label, words, mark, start, end, line. */
export type Row = readonly [number, string, string, string, string, number, number, number];

export interface Finding {
  readonly code: string;
  readonly name: string;
  readonly severity: string;
  readonly message: string;
  readonly start: number;
  readonly end: number;
  readonly line: number;
}

export interface Reading {
  readonly text: string;
  readonly rows: readonly Row[];
  readonly findings: readonly Finding[];
  /** What each kind of finding means, in a sentence, by its code. */
  readonly kinds: Readonly<Record<string, string>>;
}

export interface RulePage {
  readonly code: string;
  readonly name: string;
  readonly summary: string;
  readonly meaning: string;
  readonly example: string;
  readonly advice: string;
}

export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

export interface Tasks extends Table {
  readonly total: number;
  readonly units: readonly (readonly [string, number])[];
}

/** What the names of files end in, in the order in which the files come. */
export interface Suffixes {
  readonly suffixes: readonly string[];
}

export interface Edit {
  readonly rule: string;
  readonly name: string;
  readonly line: number;
  readonly before: string;
  readonly after: string;
  readonly reason: string;
  readonly start: number;
  readonly end: number;
}

export interface Clean {
  readonly text: string;
  readonly edits: readonly Edit[];
}
