/** The worker: Python in WebAssembly, which answers one request after another. */

import "./alone.ts";
import { loadPyodide } from "pyodide";
import createPyodideModule from "pyodide/asm";
import type { PyProxy } from "pyodide/ffi";
import lockFile from "pyodide/lock";
import { unpacked } from "./parts.ts";
import type { Call, Reply } from "./protocol.ts";

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

export interface Parts {
  readonly wasm: string;
  readonly stdlib: string;
  readonly python: string;
}

let started: Promise<Answers>;

self.onmessage = (event: MessageEvent<Call | Parts>) => {
  if ("wasm" in event.data) {
    started = start(event.data);
    started.then(
      () => self.postMessage({ id: 0, json: "", contents: [] } satisfies Reply),
      (fault) => self.postMessage({ id: 0, fault: String(fault) } satisfies Reply),
    );
  } else {
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

async function start(parts: Parts): Promise<Answers> {
  const [wasm, stdlib, python] = await Promise.all(
    [parts.wasm, parts.stdlib, parts.python].map(unpacked),
  );
  const served = new Map([
    ["pyodide.asm.wasm", { body: wasm, type: "application/wasm" }],
    ["python_stdlib.zip", { body: stdlib, type: "application/zip" }],
  ]);
  self.fetch = async (asked) => {
    const name = String(asked).slice(HOME.length);
    const found = served.get(name);
    if (!found?.body) throw new TypeError(`nothing is fetched: ${asked}`);
    return new Response(found.body, { headers: { "Content-Type": found.type } });
  };
  const pyodide = await loadPyodide({
    indexURL: HOME,
    lockFileContents: lockFile,
    packageBaseUrl: HOME,
    createPyodideModule,
  } as Parameters<typeof loadPyodide>[0]);
  pyodide.unpackArchive(python as Uint8Array, "zip", { extractDir: "/planparse" });
  return pyodide.runPython(START) as Answers;
}
