/** What of the page is no picture: lines, marks, orders, names. */

import assert from "node:assert/strict";
import test from "node:test";
import { stem } from "../src/context.ts";
import { isArchive, isHidden } from "../src/dropping.ts";
import { filesIn } from "../src/parts.ts";
import type { Row } from "../src/protocol.ts";
import { lineAt, lineStarts, segments } from "../src/segments.ts";
import { rowAt } from "../src/views/reading.ts";
import { sorted } from "../src/views/table.ts";

test("lines end as planparse has them end", () => {
  assert.deepEqual(lineStarts("一\n二\r\n三\r四"), [0, 2, 5, 7]);
  assert.deepEqual(lineStarts(""), [0]);
  assert.deepEqual(lineStarts("一\n"), [0, 2]);
});

test("each place stands on one line", () => {
  const starts = lineStarts("一\n二\r\n三\r四");
  assert.deepEqual(
    [0, 1, 2, 4, 5, 6, 7].map((place) => lineAt(starts, place)),
    [0, 0, 1, 1, 2, 2, 3],
  );
});

test("segments tile their line, whatever the marks", () => {
  for (let trial = 0; trial < 500; trial += 1) {
    const number = (most: number): number => Math.floor(Math.random() * (most + 1));
    const start = number(10);
    const end = start + number(20);
    const marks = Array.from({ length: number(5) }, () => {
      const from = number(35);
      return { start: from, end: from + number(8) };
    });
    let at = start;
    for (const one of segments(start, end, marks)) {
      assert.equal(one.start, at);
      at = one.end;
      const mark = marks[one.mark];
      if (mark) assert.ok(mark.start <= one.start && mark.end >= one.end);
      else assert.equal(one.mark, -1);
    }
    assert.equal(at, end);
  }
});

test("a mark without characters is shown where it stands", () => {
  const found = segments(0, 4, [{ start: 2, end: 2 }]);
  assert.deepEqual(found, [
    { start: 0, end: 2, mark: -1 },
    { start: 2, end: 2, mark: 0 },
    { start: 2, end: 4, mark: -1 },
  ]);
});

test("the shortest of marks over one another is shown", () => {
  const found = segments(0, 6, [
    { start: 0, end: 6 },
    { start: 2, end: 4 },
  ]);
  assert.deepEqual(
    found.map(({ mark }) => mark),
    [0, 1, 0],
  );
});

test("rows sort by a column, numbers as numbers, empty cells last both ways", () => {
  const rows = [[10], [""], [9]];
  assert.deepEqual(sorted(rows, 0, true), [2, 0, 1]);
  assert.deepEqual(sorted(rows, 0, false), [0, 2, 1]);
  assert.deepEqual(sorted(rows, -1, true), [0, 1, 2]);
});

test("a place belongs to the last row that begins before it", () => {
  const row = (start: number): Row => [0, "section", "", "", "", start, start + 5, 1];
  const rows = [row(0), row(5), row(10)];
  assert.deepEqual(
    [0, 4, 5, 9, 10, 99].map((place) => rowAt(rows, place)),
    [0, 0, 1, 1, 2, 2],
  );
});

test("hidden files and what programs leave behind are passed over", () => {
  assert.ok(["a/.git/b", "__MACOSX/a", "甲/~$乙.docx"].every(isHidden));
  assert.ok(!isHidden("甲/乙.docx"));
});

test("names say what is an archive, and what downloads are called", () => {
  assert.ok(["a.ZIP", "a.tar.gz", "a.tgz"].every(isArchive));
  assert.ok(!isArchive("a.docx"));
  assert.equal(stem("甲/2024.要点.docx"), "2024.要点");
});

test("a part that holds files gives each with its bytes", () => {
  const index = new TextEncoder().encode('[["甲/a.pyc", 2], ["空", 0], ["b", 3]]\n');
  const content = Uint8Array.from([...index, 10, 11, 0, 10, 255]);
  assert.deepEqual(
    [...filesIn(content)].map(({ name, bytes }) => [name, ...bytes]),
    [["甲/a.pyc", 10, 11], ["空"], ["b", 0, 10, 255]],
  );
});
