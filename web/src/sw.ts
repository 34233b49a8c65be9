/** Keeps the page's own files, so that it opens without a network. */

// The build puts in what the files are, and what they are in short.
const NAME = "planparse-VERSION";
const files: readonly string[] = JSON.parse(`FILES`);

interface Extendable extends Event {
  waitUntil(what: Promise<unknown>): void;
}
interface Fetching extends Event {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
const worker = self as unknown as {
  skipWaiting(): Promise<void>;
  clients: { claim(): Promise<void> };
  addEventListener(name: "install" | "activate", take: (event: Extendable) => void): void;
  addEventListener(name: "fetch", take: (event: Fetching) => void): void;
};

worker.addEventListener("install", (event) => {
  const all = caches.open(NAME).then((cache) => cache.addAll(["./", ...files]));
  event.waitUntil(all.then(() => worker.skipWaiting()));
});

worker.addEventListener("activate", (event) => {
  const others = caches
    .keys()
    .then((names) => names.filter((name) => name.startsWith("planparse-") && name !== NAME));
  const gone = others.then((names) => Promise.all(names.map((name) => caches.delete(name))));
  event.waitUntil(gone.then(() => worker.clients.claim()));
});

worker.addEventListener("fetch", (event) => {
  event.respondWith(
    caches
      .open(NAME)
      .then((cache) => cache.match(event.request, { ignoreSearch: true }))
      .then((kept) => kept ?? fetch(event.request)),
  );
});
