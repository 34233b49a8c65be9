"""The laws of chunks on any text: nothing lost or doubled, no sentence cut that fits."""

import re
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from planparse.pipeline import parse
from planparse.records import Exporter
from planparse.retrieval.chunks.chunk import Chunk
from planparse.retrieval.chunks.chunking import chunks
from planparse.retrieval.chunks.reading import read
from planparse.retrieval.chunks.units import Measure
from planparse.text.encoding import Source, decode
from planparse.tree import Parsed
from tests.conftest import SAMPLES
from tests.laws.laws import AUTO, letters, parsed
from tests.laws.strategies import texts

STOPS = re.compile(r"[。！？!?]+[”’》〉」』】〕］\]﹞）)\"']*")
NOTED = re.compile(STOPS.pattern + r"[（(][^（）()]{4,100}[）)]")
LIMITS = st.sampled_from([1, 2, 7, 20, 50, 120, 400, 5000])
MARKED = (
    "# 2024年工作要点\n\n## 一、治水\n\n**（一）清漂。**每日[清漂](http://a.b/c)一次，不留死角。\n\n"
    "- 1. 河面\n- 2. 岸边\n\n## 二、增绿\n\n| 事项 | 单位 |\n|---|---|\n| 植树 | 林业局 |\n"
)
PAGED = (
    "2024年工作要点\n一、治水。每日清漂一次，不\n- 1 -\n留死角。\n（一）清淤。每年一次。\n- 2 -\n"
    "（二）护岸。分段实施。\n- 3 -\n二、增绿。\n"
)
INLINE = "抓好三点：一是清漂，每日一次；二是清淤，每年一次；三是护岸。请各镇落实。\n"


def words(count: int) -> Measure:
    """Return a measure that no sum of parts gives: groups of characters, from the start."""
    return lambda text: -(-len(text) // count)


def cut(parse: Parsed, limit: int, measure: Measure = len) -> list[Chunk]:
    return [*chunks(parse, AUTO, sha256="0" * 64, limit=limit, measure=measure)]


def changed(text: str, chunk: Chunk) -> str:
    """Return the slice of the source that a chunk stands for, with its changes made."""
    out, at = [], chunk.start
    for start, end, after in chunk.changes:
        out += [text[at:start], after]
        at = end
    return "".join([*out, text[at : chunk.end]])


def hold(parse: Parsed, limit: int, measure: Measure = len) -> list[Chunk]:
    """Assert every law that can be seen on one parse; return the chunks."""
    found = cut(parse, limit, measure)
    text = parse.source.text
    for chunk in found:
        assert chunk.text == changed(text, chunk)
        assert chunk.text.strip() == chunk.text
        assert chunk.text
        assert chunk.size == measure(chunk.text)
    for left, right in pairwise(found):
        assert left.end <= right.start
    said = "".join("".join(chunk.text.split()) for chunk in found)
    assert said == "".join(read(parse).text.split())
    nodes_are_where_they_stand(parse, found)
    what_is_lost_is_told(parse, found)
    sentences_are_whole(parse, found, limit, measure)
    return found


def most(chunk: Chunk, limit: int, measure: Measure) -> int:
    """Return how large a chunk may be: what a repair put in is never cut."""
    return max(limit, *(measure(change.after) for change in chunk.changes), 0)


def nodes_are_where_they_stand(parse: Parsed, found: list[Chunk]) -> None:
    """Assert that each node with words begins in one chunk, and that parents hold theirs."""
    rows = {row.id: row for row in Exporter(parse, AUTO, furniture=False).rows()}
    begun = [name for chunk in found for name in chunk.nodes]
    assert len(begun) == len(set(begun))
    for row in rows.values():
        if letters(f"{row.label or ''}{row.title or ''}{row.text}"):
            assert row.kind == "document" or row.id in begun
    for chunk in found:
        for name in chunk.parents:
            assert rows[name].start <= chunk.start <= chunk.end <= rows[name].end
            assert name not in chunk.nodes
        for name in chunk.nodes:
            assert rows[name].start < chunk.end
            assert rows[name].end > chunk.start or rows[name].kind == "lacuna"
        for name, below in pairwise(chunk.parents):
            assert below.startswith(f"{name}/")


def what_is_lost_is_told(parse: Parsed, found: list[Chunk]) -> None:
    """Assert that each lacuna and each cut end is told beside the chunks that it is by."""
    told = {loss.id for chunk in found for loss in chunk.lost}
    rows = Exporter(parse, AUTO, furniture=False).rows()
    damaged = {
        row.id for row in rows if row.kind == "lacuna" or row.status != "complete"
    }
    assert told == damaged or not found


def document(chunk: Chunk) -> str:
    """Return the id of the document that a chunk is of."""
    return (*chunk.parents, *chunk.nodes)[0].split("/")[0]


def sentences_are_whole(
    parse: Parsed, found: list[Chunk], limit: int, measure: Measure
) -> None:
    """Assert that a chunk ends in mid-sentence only where that is above the limit."""
    clean = read(parse)
    text = clean.text
    starts = {
        at + len(text[at:]) - len(text[at:].lstrip())
        for at in (
            clean.read_at(row.start)
            for row in Exporter(parse, AUTO, furniture=False).rows()
        )
    }
    ends = {mark.end() for mark in STOPS.finditer(text)}
    ends |= {
        mark.end()
        for mark in NOTED.finditer(text)
        if not any(mark.start() < at < mark.end() for at in starts)
    }
    for left, right in pairwise(found):
        here, there = clean.read_at(left.end), clean.read_at(right.start)
        between = text[here:there]
        if ("\n" in between or "\r" in between) and there in starts:
            continue
        if here in ends or document(left) != document(right):
            continue
        before = max((end for end in ends if end <= here), default=0)
        behind = min((end for end in ends if end > here), default=len(text))
        lines = [at for at in starts if before <= at <= here]
        whole = text[max(lines, default=before) : behind].strip()
        sentence = text[before:behind].strip()
        assert max(measure(whole), measure(sentence)) > limit, (left.text, right.text)


@example(MARKED, 20)
@example(PAGED, 20)
@example(INLINE, 30)
@example(INLINE, 5000)
@example("", 7)
@example("\x85\n0", 1)
@example("。" * 50, 7)
@example("一、" + "甲" * 300, 50)
@given(texts, LIMITS)
def test_laws_of_chunks_hold(text: str, limit: int) -> None:
    for repair in (True, False):
        for chunk in hold(parsed(text, repair=repair), limit):
            assert chunk.size <= most(chunk, limit, len)


@example("1）。（一。\n2），。\n", 1, 2)
@example("0_:1、", 2, 3)
@given(texts, LIMITS, st.integers(2, 5))
def test_laws_hold_for_a_measure_that_does_not_add_up(
    text: str, limit: int, count: int
) -> None:
    measure = words(count)
    for chunk in hold(parsed(text, repair=True), limit, measure):
        assert chunk.size <= most(chunk, limit, measure)


@pytest.mark.parametrize("limit", [1, 30, 80, 200, 800, 10_000])
@pytest.mark.parametrize(
    "path", sorted(SAMPLES.glob("*.txt")), ids=lambda path: path.name
)
def test_laws_hold_for_the_samples(path, limit) -> None:
    source = decode(path.read_bytes(), path.name)
    for repair in (True, False):
        for chunk in hold(parse(source, AUTO, repair=repair), limit):
            assert chunk.size <= most(chunk, limit, len)


@pytest.mark.parametrize("text", [MARKED, PAGED])
def test_every_letter_that_planparse_prints_is_there_and_no_mark(text: str) -> None:
    parse = parsed(text, repair=True)
    for chunk in cut(parse, 800):
        assert not re.search(r"[#*|]|- \d -|http", chunk.text)
    rows = Exporter(parse, AUTO, furniture=False).rows()
    printed = letters(
        "".join(
            f"{row.label or ''}{row.title or ''}{row.text}"
            for row in rows
            if row.kind not in ("document", "lacuna")
        )
    )
    assert letters("".join(chunk.text for chunk in hold(parse, 20))) == printed


@given(texts)
def test_what_fits_is_one_chunk_a_document(text: str) -> None:
    parse = parsed(text, repair=True)
    found = cut(parse, 10**9)
    assert len(found) <= len(parse.documents) + bool(parse.strays)


def test_source_offsets_of_another_encoding_are_code_points() -> None:
    source = Source("一、𠮷𠮷。\n二、清淤。\n", "utf-8")
    last = cut(parse(source, AUTO), 8)[-1]
    assert source.text[last.start : last.end] == "二、清淤。"
