"""The word lists: every file's examples hold, both those that match and those that do not."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import planparse
from planparse.document.lines.closing_words import ClosingWords
from planparse.document.lines.line_kinds import LineClassifier
from planparse.document.lines.secrecy import secrecy
from planparse.grammar.loading import GrammarError, load
from planparse.grammar.shipped import fact_words, report_words, word_lists
from planparse.grammar.word_schema import EXAMPLES, FACTS, REPORTS, WORDS
from planparse.grammar.wordlists import PageNumbers
from planparse.layout.page_numbers import line_pattern
from planparse.normaliser.engine import NormaliserOptions, normalise
from planparse.numbering import glued_labels
from planparse.numbering.compilations import mark
from planparse.numbering.lexer import lex
from planparse.records import Exporter
from planparse.text.encoding import Source
from tests.grammar.shipped_folder import FOLDER
from tests.laws.laws import AUTO, lines, parsed

READ = FOLDER


def classifier() -> LineClassifier:
    return LineClassifier("", AUTO)


def signs(line: str) -> bool:
    return classifier().letterhead.is_signature(line)


def ends_as_title(line: str) -> bool:
    return classifier().titles.ends_in_genre(line)


def kind_of_front_matter(line: str) -> str | None:
    """What a line is by itself of what stands before or behind a text, if anything."""
    letterhead = classifier().letterhead
    named: dict[str, Callable[[str], bool]] = {
        "greeting": letterhead.is_greeting,
        "release": letterhead.is_release,
        "occasion": letterhead.is_occasion,
        "enactment": letterhead.is_enactment,
        "secrecy": lambda line: bool(secrecy(line, AUTO.words.front_matter)),
        "field": letterhead.is_register_field,
    }
    kinds = (kind for kind, holds in named.items() if holds(line))
    return letterhead.kind(line) or next(kinds, None)


def is_of_a_page(line: str) -> bool:
    web_lines = classifier().web_lines
    return web_lines.is_boilerplate(line) or web_lines.begins_footer(line)


def runs_over(lines_with_break: str) -> bool:
    """Whether two lines below a heading are read as one paragraph."""
    text = lines_with_break.replace("⏎", "\n")
    return text in lines(parsed(f"一、目标\n{text}\n二、任务\n"), "paragraph")


def is_heading(clauses: str) -> bool:
    """Whether clauses before a body on the same line are the heading of a section."""
    body = "沿线各镇要每周打捞两次水面漂浮物，每月清理一次岸坡垃圾，做好巡查记录并按时上报。"
    rows = Exporter(parsed(f"一、{clauses}。{body}\n二、清淤\n"), AUTO).rows()
    return next(row.title for row in rows if row.kind == "section") == clauses


def declared(lead: str) -> int | None:
    """The count that a line declares of the three items behind it, if it declares one."""
    text = f"一、任务\n{lead}\n（一）清漂。\n（二）清淤。\n（三）补种。\n"
    claims = parsed(text).documents[0].claims
    return claims[0].declared if claims else None


def is_of_article(paragraph: str) -> bool:
    """Whether a paragraph behind items that have paragraphs of their own is the article's."""
    items = "（一）水面，是指水位以下。\n湖面在内。\n（二）岸坡，是指水位以上。"
    root = parsed(f"第一条 河道包括：\n{items}\n{paragraph}\n").documents[0].root
    (article,) = root.children
    return article.children[-1].kind == "paragraph"


def announces_list(line: str) -> bool:
    """Whether a list is missed behind a line."""
    found = parsed(f"第一条 {line}\n第二条 河道每月清理一次。\n").findings
    return "C402" in [finding.code for finding in found]


def is_without_label(line: str) -> bool:
    return not list(glued_labels.find(line, 0, len(line), AUTO))


def is_page_number(line: str) -> bool:
    words = AUTO.words.page_numbers
    return line_pattern(words.forms, words.dashes).fullmatch(line) is not None


def normalised(text: str) -> str | None:
    """What becomes of a text, None where it stays."""
    source = Source(f"{text}\n", "utf-8")
    out = normalise(source, AUTO, NormaliserOptions(punctuation="full", canonical=True))
    return None if out.text == source.text else out.text.rstrip("\n")


def begins_document(line: str) -> bool:
    """Return whether a line begins the second document where one like it begins the first."""
    first = re.sub("[二2]", lambda number: {"二": "一", "2": "1"}[number[0]], line)
    items = "一、清漂\n每周打捞。\n"
    text = f"{first}\n{items}{line}\n{items}"
    marked = mark(text, lex(text, AUTO), AUTO)
    documents = [family.place for family in AUTO.families if family.document]
    return any(
        token.marker is not None
        and token.marker.family in documents
        and token.marker.ordinal == 2
        for token in marked
    )


ASKED: dict[str, Callable[[str], Any]] = {
    "bodies": signs,
    "genres": ends_as_title,
    "front_matter": kind_of_front_matter,
    "web_pages": is_of_a_page,
    "compilations": begins_document,
    "line_breaks": runs_over,
    "headings": is_heading,
    "counts": declared,
    "articles": is_of_article,
    "closings": ClosingWords(AUTO.words.closings).kind,
    "lists": announces_list,
    "mid_line": is_without_label,
    "page_numbers": is_page_number,
    "normaliser": normalised,
}
"""What the examples of a file are held against."""


def examples(kind: str) -> list[Any]:
    return [
        pytest.param(name, text, id=f"{name}-{text}")
        for name in ASKED
        for text in READ.words[name][kind]
    ]


def test_every_file_with_words_has_examples() -> None:
    assert {*ASKED, "characters"} == set(WORDS)


@pytest.mark.parametrize(("name", "text"), examples("match"))
def test_a_match_is_read_as_it_says(name: str, text: str) -> None:
    match = READ.words[name]["match"]
    expected = match[text] if isinstance(match, dict) else True
    assert ASKED[name](text) == expected


@pytest.mark.parametrize(("name", "text"), examples("reject"))
def test_a_reject_is_not(name: str, text: str) -> None:
    assert not ASKED[name](text)


RUN = (
    (READ.words, word_lists()),
    (READ.facts, fact_words()),
    (READ.reports, report_words()),
)
"""What the files say and what a run has of it, by their folder."""


@pytest.mark.parametrize("name", [*WORDS, *FACTS, *REPORTS])
def test_a_run_has_what_the_files_say(name: str) -> None:
    files, values = next((files, values) for files, values in RUN if name in files)
    expected = {key: value for key, value in files[name].items() if key not in EXAMPLES}
    assert vars(getattr(values, name)) == expected


def test_words_stay_as_they_are() -> None:
    words = word_lists()
    with pytest.raises(AttributeError, match="offices cannot be set"):
        words.bodies.offices = ("市水务局",)  # type: ignore[misc]


def test_words_have_all_their_fields_and_no_others() -> None:
    with pytest.raises(TypeError, match="PageNumbers has other words"):
        PageNumbers(forms=())  # type: ignore[call-arg]


@pytest.mark.parametrize("model", [*WORDS.values(), *FACTS.values(), *REPORTS.values()])
def test_a_field_too_many_and_an_empty_file_are_faults(model: Any) -> None:
    with pytest.raises(GrammarError, match="nonesuch: there is no such field"):
        load(model, "nonesuch: [甲]\n", "words.yaml")
    first = next(iter(model.model_fields))
    with pytest.raises(GrammarError, match=rf"words\.yaml:1:1: {first} is missing"):
        load(model, "", "words.yaml")


def test_no_word_is_listed_twice() -> None:
    for name, words in {**READ.words, **READ.facts, **READ.reports}.items():
        for key, entries in words.items():
            if isinstance(entries, tuple):
                assert len(set(entries)) == len(entries), (name, key)


def test_no_list_is_looked_up_by_a_string() -> None:
    for path in Path(planparse.__file__).parent.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r'\b(?:lists|words\.\w+)\["', text), path
