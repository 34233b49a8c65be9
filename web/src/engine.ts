/** Asks the worker, and stops it where it takes too long: a new one then goes on. */

import { part, unpacked } from "./parts.ts";
import {
  type Call,
  type Dropped,
  type Handed,
  PARTS,
  type Reply,
  type Request,
} from "./protocol.ts";

/** Seconds that an answer may take: a choice. Ten million bytes take half a minute or more. */
const SECONDS = 600;

/** What became of a request that has no answer. */
export class Refused extends Error {}
export class Stopped extends Error {}

export interface Answer<Of> {
  readonly value: Of;
  readonly files: readonly Blob[];
}

interface Pending {
  readonly resolve: (reply: Reply) => void;
  readonly reject: (fault: Error) => void;
}

export class Engine {
  /** Settled when Python is there, or cannot be started. */
  ready: Promise<void>;
  #worker: Promise<Worker>;
  #pending = new Map<number, Pending>();
  #last = 0;

  constructor() {
    [this.#worker, this.ready] = this.#start();
  }

  /** Return the answer to a request about files. Raises Refused and Stopped. */
  async ask<Of>(
    request: Request,
    files: readonly Dropped[] = [],
    contents: readonly Blob[] = [],
  ): Promise<Answer<Of>> {
    await this.ready;
    this.#last += 1;
    const call: Call = { id: this.#last, request, files, contents };
    const reply = await this.#reply(call);
    if ("refused" in reply) throw new Refused(reply.refused);
    if ("fault" in reply) throw new Error(reply.fault);
    return {
      value: JSON.parse(reply.json) as Of,
      files: reply.contents.map((content) => new Blob([content as Uint8Array<ArrayBuffer>])),
    };
  }

  /** End what the worker is at: all that was asked for is refused, and a new one starts. */
  stop(): void {
    this.#worker.then((worker) => worker.terminate());
    const pending = [...this.#pending.values()];
    this.#pending.clear();
    [this.#worker, this.ready] = this.#start();
    for (const { reject } of pending) reject(new Stopped());
  }

  async #reply(call: Call): Promise<Reply> {
    const worker = await this.#worker;
    const timer = setTimeout(() => this.stop(), SECONDS * 1000);
    try {
      return await new Promise<Reply>((resolve, reject) => {
        this.#pending.set(call.id, { resolve, reject });
        worker.postMessage(call);
      });
    } finally {
      clearTimeout(timer);
    }
  }

  #start(): [Promise<Worker>, Promise<void>] {
    const worker = startWorker((reply) => {
      const pending = this.#pending.get(reply.id);
      this.#pending.delete(reply.id);
      pending?.resolve(reply);
    });
    const ready = new Promise<void>((resolve, reject) => {
      this.#pending.set(0, {
        resolve: (reply) => ("fault" in reply ? reject(new Error(reply.fault)) : resolve()),
        reject,
      });
    });
    worker.catch(() => {});
    ready.catch(() => {});
    return [worker, ready];
  }
}

/** Start a worker as soon as its script is there, and hand it each part as it comes. */
async function startWorker(take: (reply: Reply) => void): Promise<Worker> {
  const script = new Blob([await unpacked(await part("worker"))], { type: "text/javascript" });
  const address = URL.createObjectURL(script);
  const worker = new Worker(address);
  worker.onmessage = (event: MessageEvent<Reply>) => take(event.data);
  worker.onerror = (event) => take({ id: 0, fault: event.message });
  for (const name of PARTS) {
    part(name).then((content) => worker.postMessage({ part: name, content } satisfies Handed));
  }
  return worker;
}
