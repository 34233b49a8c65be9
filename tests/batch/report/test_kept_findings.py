"""Findings as a journal keeps them: their places, and the words around damage."""

import pytest

from planparse.batch.document_facts import document_facts
from planparse.batch.kept_findings import KeptFinding, pack, unpack
from planparse.findings.catalogue import DAMAGE
from planparse.findings.report.place import located
from planparse.grammar.shipped import lexicon
from planparse.pipeline import parse
from planparse.text.encoding import Source
from planparse.text.lines import Lines
from planparse.tree import Parsed

CUT = (
    "一、抓好落实\n（一）加强督查。\n（二）推进老旧小区加装电梯，对符合条件的楼栋\n"
    "（五）组织联合演练。\n（六）报送情况。\n二、加强督查\n"
)


def parsed(text: str) -> Parsed:
    return parse(Source(text, "utf-8"), lexicon())


def kept(text: str) -> list[KeptFinding]:
    return [*unpack(pack(parsed(text)))]


def test_what_is_unpacked_is_what_was_packed(samples) -> None:
    for path in samples.glob("*.txt"):
        found = parsed(path.read_text(encoding="utf-8", errors="replace"))
        lines = Lines(found.source.text)
        unpacked = [*unpack(pack(found))]
        assert [one.finding for one in unpacked] == [*found.findings]
        for one in unpacked:
            assert one.place == located(one.finding, lines)
            assert bool(one.line) == (one.finding.code in DAMAGE)


def test_nothing_is_packed_as_nothing() -> None:
    assert pack(parsed("一、目标。\n二、任务。\n")) == ""
    assert [*unpack("")] == []


def test_damage_has_the_words_around_it() -> None:
    cut, hole = (one for one in kept(CUT) if one.finding.code in DAMAGE)
    assert (cut.finding.code, hole.finding.code) == ("T301", "N201")
    assert (cut.line, cut.before) == (3, "）推进老旧小区加装电梯，对符合条件的楼栋")
    assert (hole.line, hole.before) == (4, cut.before)
    assert hole.after == "（五）组织联合演练。 （六）报送情况。"


def test_the_page_is_told_where_the_text_shows_it() -> None:
    pages = "".join(
        f"{label}、第{label}部分的事项，按季度通报进展。\n- {page} -\n"
        for page, label in enumerate("一二四", 1)
    )
    found = [one for one in kept(pages) if one.finding.code == "N201"]
    assert [one.page for one in found] == [3]


@pytest.mark.parametrize(
    ("text", "damage"),
    [(CUT, [2]), (f"青禾市要点\n{CUT}", [2]), ("一、目标。\n二、任务。\n", [0])],
)
def test_each_document_says_how_damaged_it_is(text: str, damage: list[int]) -> None:
    facts = document_facts(parsed(text))
    assert [one.get("damage", 0) for one in facts] == damage
    assert facts[0]["line"] == 1


def test_all_damage_is_in_a_document(samples) -> None:
    for path in samples.glob("*.txt"):
        found = parsed(path.read_text(encoding="utf-8", errors="replace"))
        damage = sum(one.code in DAMAGE for one in found.findings)
        assert sum(one.get("damage", 0) for one in document_facts(found)) == damage
