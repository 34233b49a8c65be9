/** Long lists: filled where they are looked at. Short ones are whole, so that all can be found. */

const WHOLE = 3000;
const SIZE = 200;

export interface Chunked {
  readonly element: HTMLElement;
  /** Return the element of an item, filled in. */
  item(place: number): HTMLElement | null;
}

/** Return a list of `count` items in `element`; `make` gives one, `height` guesses in rem. */
export function chunked(
  element: HTMLElement,
  count: number,
  make: (place: number) => HTMLElement,
  holder: () => HTMLElement,
  height: (place: number) => number,
): Chunked {
  element.replaceChildren();
  if (count <= WHOLE) {
    const all = holder();
    const items = Array.from({ length: count }, (_, place) => make(place));
    all.append(...items);
    element.append(all);
    return { element, item: (place) => items[place] ?? null };
  }
  const chunks: HTMLElement[] = [];
  const filled = new Set<number>();
  const fill = (number: number): void => {
    const chunk = chunks[number];
    if (!chunk || filled.has(number)) return;
    filled.add(number);
    const last = Math.min(count, (number + 1) * SIZE);
    for (let place = number * SIZE; place < last; place += 1) chunk.append(make(place));
    chunk.style.minHeight = "";
  };
  const empty = (number: number): void => {
    const chunk = chunks[number];
    if (!chunk || !filled.delete(number)) return;
    chunk.style.minHeight = `${chunk.offsetHeight}px`;
    chunk.replaceChildren();
  };
  const watcher = new IntersectionObserver(
    (seen) => {
      for (const one of seen) {
        const number = Number((one.target as HTMLElement).dataset["chunk"]);
        if (one.isIntersecting) fill(number);
        else empty(number);
      }
    },
    { root: element, rootMargin: "1500px 0px" },
  );
  for (let from = 0; from < count; from += SIZE) {
    const chunk = holder();
    chunk.dataset["chunk"] = String(from / SIZE);
    let guess = 0;
    for (let place = from; place < Math.min(count, from + SIZE); place += 1) guess += height(place);
    chunk.style.minHeight = `${guess}rem`;
    chunks.push(chunk);
    element.append(chunk);
    watcher.observe(chunk);
  }
  return {
    element,
    item: (place) => {
      const number = Math.floor(place / SIZE);
      fill(number);
      return (chunks[number]?.children[place % SIZE] as HTMLElement | undefined) ?? null;
    },
  };
}
