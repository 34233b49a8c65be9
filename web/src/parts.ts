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
  const packed = new Blob([bytesOf(part)]).stream();
  const stream = packed.pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
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
