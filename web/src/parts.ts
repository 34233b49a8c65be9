/** The large parts of the page: each is a script that hands over base64 of gzip.
 *
 * Scripts are what a browser loads from a folder too, where it fetches nothing else.
 */

const parts = new Map<string, string>();
const waiting = new Map<string, (part: string) => void>();

type Part = readonly [name: string, part: string];

/** Take the parts that have come, and each that comes: their scripts push them onto a list. */
export function takeParts(): void {
  const page = globalThis as { planparseParts?: { push(part: Part): void } & Iterable<Part> };
  const come = page.planparseParts ?? [];
  const take = ([name, part]: Part): void => {
    parts.set(name, part);
    waiting.get(name)?.(part);
  };
  page.planparseParts = Object.assign([], { push: take });
  for (const part of come) take(part);
}

/** Return a part as soon as its script has run. */
export function part(name: string): Promise<string> {
  const there = parts.get(name);
  if (there !== undefined) return Promise.resolve(there);
  return new Promise((resolve) => waiting.set(name, resolve));
}

/** Return the bytes that a part stands for. */
export async function unpacked(part: string): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await new Response(unpacking(part)).arrayBuffer());
}

/** Return the bytes that a part stands for, as they are unpacked. */
export function unpacking(part: string): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new Blob([bytesOf(part)]).stream().pipeThrough(new DecompressionStream("gzip"));
}

export interface Packed {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Yield the files that one part holds: a line of JSON has their names and sizes. */
export function* filesIn(content: Uint8Array): Generator<Packed> {
  const end = content.indexOf(10);
  const index = JSON.parse(new TextDecoder().decode(content.subarray(0, end)));
  let at = end + 1;
  for (const [name, size] of index as readonly (readonly [string, number])[]) {
    yield { name, bytes: content.subarray(at, at + size) };
    at += size;
  }
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const native = Uint8Array as unknown as {
    fromBase64?: (text: string) => Uint8Array<ArrayBuffer>;
  };
  if (native.fromBase64) return native.fromBase64(base64);
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at);
  return bytes;
}
