/** A line cut where marks begin and end: pure, and tested without a browser. */

export interface Mark {
  readonly start: number;
  readonly end: number;
}

export interface Segment {
  readonly start: number;
  readonly end: number;
  /** The place of the mark in the list, -1 for text without one. */
  readonly mark: number;
}

/** Return where the lines of a text begin; they end at \r\n, \r or \n. */
export function lineStarts(text: string): number[] {
  const starts = [0];
  for (const end of text.matchAll(/\r\n?|\n/g)) starts.push(end.index + end[0].length);
  return starts;
}

/** Return the line, from 0, that a place stands on. */
export function lineAt(starts: readonly number[], place: number): number {
  let [low, high] = [0, starts.length];
  while (low + 1 < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] as number) <= place) low = middle;
    else high = middle;
  }
  return low;
}

/** Return the stretches of `[start, end)`, in order.
 *
 * Where marks lie over one another the shortest is shown. One without characters is a segment
 * without characters.
 */
export function segments(start: number, end: number, marks: readonly Mark[]): Segment[] {
  const here = marks
    .map((mark, place) => ({ ...mark, place }))
    .filter((mark) => mark.start < end && mark.end > start && mark.end > mark.start);
  const points = marks
    .map((mark, place) => ({ ...mark, place }))
    .filter((mark) => mark.start === mark.end && start <= mark.start && mark.start <= end);
  const cuts = new Set([start, end]);
  for (const mark of [...here, ...points]) {
    cuts.add(Math.max(start, mark.start));
    cuts.add(Math.min(end, mark.end));
  }
  const places = [...cuts].sort((one, other) => one - other);
  const found: Segment[] = [];
  places.forEach((from, number) => {
    for (const point of points) {
      if (point.start === from) found.push({ start: from, end: from, mark: point.place });
    }
    const to = places[number + 1];
    if (to === undefined) return;
    const over = here.filter((mark) => mark.start <= from && mark.end >= to);
    over.sort((one, other) => one.end - one.start - (other.end - other.start));
    found.push({ start: from, end: to, mark: over[0]?.place ?? -1 });
  });
  return found;
}
