/** The worker: Python in WebAssembly, which answers one request after another. */

import "./alone.ts";
import { loadPyodide } from "pyodide";
import createPyodideModule from "pyodide/asm";
import type { PyProxy } from "pyodide/ffi";
import lockFile from "pyodide/lock";
import { filesIn, unpacked, unpacking } from "./parts.ts";
import { type Call, type Handed, PARTS, type Reply } from "./protocol.ts";

/** No such host exists: what Pyodide asks for comes out of the parts, and nothing else does. */
const HOME = "https://parts.invalid/";

const START = `
import sys
sys.path.insert(0, "/planparse")
from planparse.system import kept_expressions
kept_expressions.recall()
from planparse.browser.answers import Answers

class BrowserAnswers(Answers):
    def put(self, key, name, data, lang):
        return super().put(key, name, data.to_bytes(), lang)
    def answer(self, asked, contents):
        return super().answer(asked, [content.to_bytes() for content in contents])

BrowserAnswers()
`;

interface Answers extends PyProxy {
  holds(key: string): boolean;
  put(key: string, name: string, data: Uint8Array, lang: string): string;
  answer(asked: string, contents: readonly Uint8Array[]): PyProxy;
}

type PartName = Handed["part"];

const come = new Map<PartName, (content: string) => void>();
const parts = new Map(
  PARTS.map((name) => [name, new Promise<string>((resolve) => come.set(name, resolve))]),
);

self.onmessage = (event: MessageEvent<Call | Handed>) => {
  if ("part" in event.data) come.get(event.data.part)?.(event.data.content);
  else {
    const call = event.data;
    queue = queue.then(() => reply(call));
  }
};

let queue: Promise<void> = Promise.resolve();

async function reply(call: Call): Promise<void> {
  try {
    const done = await answer(await started, call);
    const buffers = "contents" in done ? done.contents.map((content) => content.buffer) : [];
    self.postMessage(done, { transfer: [...new Set(buffers)] });
  } catch (fault) {
    self.postMessage({ id: call.id, fault: String(fault) } satisfies Reply);
  }
}

async function answer(python: Answers, call: Call): Promise<Reply> {
  for (const { key, name, blob } of call.files) {
    if (python.holds(key)) continue;
    const refused = python.put(key, name, await bytes(blob), call.request.lang);
    if (refused) return { id: call.id, refused };
  }
  const keys = call.files.map((file) => file.key);
  const contents = await Promise.all(call.contents.map(bytes));
  const answered = python.answer(JSON.stringify({ ...call.request, keys }), contents);
  const [json, files] = answered.toJs({ depth: 3 }) as [string, Uint8Array[]];
  answered.destroy();
  return { id: call.id, json, contents: files };
}

async function bytes(blob: Blob): Promise<Uint8Array> {
  return new Uint8Array(await blob.arrayBuffer());
}

async function start(): Promise<Answers> {
  self.fetch = async (asked) => {
    const made = SERVED[String(asked).slice(HOME.length)];
    if (!made) throw new TypeError(`nothing is fetched: ${asked}`);
    return made();
  };
  const packages = content("python").then(unpacked);
  const pyodide = await loadPyodide({
    indexURL: HOME,
    lockFileContents: lockFile,
    packageBaseUrl: HOME,
    createPyodideModule,
  } as Parameters<typeof loadPyodide>[0]);
  for (const { name, bytes } of filesIn(await packages)) {
    const path = `/planparse/${name}`;
    pyodide.FS.mkdirTree(path.slice(0, path.lastIndexOf("/")));
    pyodide.FS.writeFile(path, bytes, { canOwn: true });
  }
  return pyodide.runPython(START) as Answers;
}

/** What Pyodide asks for when it starts, by its names for it. */
const SERVED: Readonly<Record<string, () => Promise<Response>>> = {
  "pyodide.asm.wasm": async () => served(unpacking(await content("wasm")), "application/wasm"),
  "python_stdlib.zip": async () => served(unpacking(await content("stdlib")), "application/zip"),
};

function served(body: ReadableStream<Uint8Array<ArrayBuffer>>, type: string): Response {
  return new Response(body, { headers: { "Content-Type": type } });
}

function content(name: PartName): Promise<string> {
  return parts.get(name) as Promise<string>;
}

const started = start();
started.then(
  () => self.postMessage({ id: 0, json: "", contents: [] } satisfies Reply),
  (fault) => self.postMessage({ id: 0, fault: String(fault) } satisfies Reply),
);
