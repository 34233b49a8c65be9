"""Patterns in a user's own grammar: what they read and print, and that none hangs a run."""

import subprocess
import sys
from pathlib import Path

import pytest

from planparse.grammar import patterns, user
from planparse.grammar.loading import GrammarError
from planparse.pipeline import parse
from planparse.text.encoding import Source
from planparse.tree import Node

GRAMMAR = """\
grammar: mine
title: 自定
about: Ours.
include: [gongwen]
families:
- name: task
  level: 50
  {more}
  spellings:
  - pattern: '{pattern}'
    at: [line, sentence]
  match: {{'{match}': {number}}}
  reject: [任务一览]
"""
NUMBER = r"(?:No\.?|№) ?(?<arabic>[0-9０-９]+) ?[—–-]+"


def grammar(
    pattern: str, match: str = "No.1—治水", number: int = 1, more: str = ""
) -> str:
    return GRAMMAR.format(pattern=pattern, match=match, number=number, more=more)


def sections(text: str, written: str) -> list[str]:
    """The labels of a text as a grammar reads it, with what it says is lost."""
    lexicon = user.from_text(written, "mine.yaml")
    (document,) = parse(Source(text, "utf-8"), lexicon).documents

    def below(nodes: tuple[Node, ...]) -> list[str]:
        found = []
        for node in nodes:
            if node.kind == "section":
                found.append(text[node.start : node.body].strip())
            if node.lacuna is not None:
                found.append(f"lost {' '.join(node.lacuna.missing)}")
            found += below(node.children)
        return found

    return below(document.root.children)


def complaint(written: str) -> str:
    with pytest.raises(GrammarError) as fault:
        user.from_text(written, "mine.yaml")
    return str(fault.value)


def test_a_pattern_is_read_where_lines_and_sentences_begin() -> None:
    text = "No.1—治水。№ 2 - 清淤。\n一、巡河\nNo 3——护岸\n其No.4—不是。\n"
    assert sections(text, grammar(NUMBER)) == ["No.1—", "№ 2 -", "一、", "No 3——"]


def test_a_lost_number_is_written_as_the_others_are() -> None:
    text = "No.１—治水\nNo.２—清淤\nNo.５—护岸\n"
    assert sections(text, grammar(NUMBER)) == [
        "No.１—",
        "No.２—",
        "lost No.３— No.４—",
        "No.５—",
    ]


def test_a_group_is_named_after_its_system() -> None:
    written = grammar("事项(?<hanzi_digit>.)(?=：)", "事项三：护岸", 3)
    assert list(user.failing_examples(written, "mine.yaml")) == []
    assert sections("事项一：治水\n事项三：护岸\n", written) == [
        "事项一",
        "lost 事项二",
        "事项三",
    ]


def test_numbers_of_several_groups_are_those_of_the_levels_above() -> None:
    written = grammar(
        "T(?<arabic>[0-9])/(?<arabic>[0-9])",
        "T1/2 清淤",
        2,
        more="decimal: 2",
    )
    lexicon = user.from_text(written, "mine.yaml")
    marker = lexicon.at_line("T1/2 清淤", 0)
    assert marker is not None
    assert (marker.prefix, marker.ordinal, marker.size) == ((1,), 2, 4)
    assert lexicon.relabel(marker.family, "T1/2", 5) == "T1/5"


def test_a_pattern_comes_before_the_templates_of_its_price() -> None:
    written = grammar(r"(?<arabic>[0-9]+)\.-", "3.-护岸", 3)
    assert sections("1.-治水\n2.-清淤\n", written) == ["1.-", "2.-"]


def test_what_a_group_finds_and_is_no_number_is_no_label() -> None:
    assert sections("一十百号：治水\n", grammar("(?<hanzi>.+)号：", "一号：水")) == []


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("任务(一", "the pattern '任务(一' cannot be read: missing ) at position 4"),
        (
            "任务一",
            "the pattern '任务一' has no number in it, such as (?<arabic>[0-9]+)",
        ),
        ("(?<latin>[0-9])", "the group latin names no numeral system; there are hanzi"),
        ("(?<arabic>1)" + "a" * 500, "a pattern has at most 500 characters"),
    ],
)
def test_a_pattern_that_cannot_be_used_is_told_with_its_place(
    pattern: str, message: str
) -> None:
    told = complaint(grammar(pattern))
    assert told.startswith(f"mine.yaml:10:14: families.spellings.pattern: {message}")


@pytest.mark.parametrize(
    ("spelling", "message"),
    [
        (
            "{template: '{arabic}:', pattern: '(?<arabic>1)'}",
            "a spelling is either a template or a pattern",
        ),
        ("{at: [line]}", "a spelling is either a template or a pattern"),
        (
            "{pattern: '(?<arabic>1)', at: [anywhere]}",
            "a pattern stands at line, sentence or clause",
        ),
    ],
)
def test_a_spelling_has_one_of_both(spelling: str, message: str) -> None:
    written = grammar(NUMBER).replace(
        f"pattern: '{NUMBER}'\n    at: [line, sentence]", spelling
    )
    assert complaint(written) == f"mine.yaml:10:5: families.spellings: {message}"


def test_a_pattern_without_its_package_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    patterns.compiled.cache_clear()
    monkeypatch.setitem(sys.modules, "regex", None)
    assert complaint(grammar(NUMBER)) == (
        "mine.yaml:10:14: families.spellings.pattern: a pattern needs one more package: "
        "pip install 'planparse[pattern]'"
    )


SLOW = r"(?:\p{Han}|\p{Han}\p{Han})+(?<arabic>[0-9])、"
"""It tries every way to part a run of characters in ones and twos."""
PROSE = f"{'各镇要把河道清淤的每一段都落到人头' * 3}，见第5、6条。\n"


def test_a_pattern_that_takes_too_long_is_an_error_with_its_place() -> None:
    lexicon = user.from_text(grammar(SLOW, "任务1、治水"), "mine.yaml")
    with pytest.raises(GrammarError) as fault:
        parse(Source(PROSE * 100, "utf-8"), lexicon)
    assert str(fault.value).startswith(
        f"mine.yaml:10:14: the pattern '{SLOW}' takes too long on a text: write it"
    )


def test_examples_are_held_against_a_pattern_with_the_same_patience() -> None:
    written = grammar(SLOW, "任务1、治水").replace("任务一览", PROSE.strip())
    with pytest.raises(GrammarError, match="takes too long"):
        list(user.failing_examples(written, "mine.yaml"))


def test_a_grammar_without_patterns_does_not_import_regex(tmp_path: Path) -> None:
    plain = tmp_path / "plain.yaml"
    plain.write_text(
        grammar("x").replace("pattern: 'x'", "template: 'No.{arabic}—'"),
        encoding="utf-8",
    )
    code = (
        "import sys; from planparse.grammar import user;"
        f"user.from_text(open({str(plain)!r}, encoding='utf-8').read(), 'plain.yaml');"
        "print('regex' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout == "False\n"
