"""Rules of style: each text of `grammars/style.yaml` that breaks one, and that nearly does."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given

from planparse.findings import style
from planparse.findings.catalogue import RULES
from planparse.pipeline import parse
from planparse.text.encoding import Source
from planparse.tree import Finding
from tests.laws.laws import AUTO
from tests.laws.strategies import texts

GIVEN = yaml.safe_load(
    (Path(__file__).parents[2] / "grammars" / "style.yaml").read_text(encoding="utf-8")
)


def told(text: str) -> tuple[Finding, ...]:
    return style.findings(parse(Source(text, "utf-8"), AUTO))


def examples(kind: str) -> list[tuple[str, str]]:
    return [(code, text) for code, found in GIVEN[kind].items() for text in found]


def test_every_rule_has_texts_that_break_it_and_texts_that_nearly_do() -> None:
    codes = [code for code in RULES if code.startswith("S")]
    for kind in GIVEN.keys() & {"match", "reject"}:
        assert list(GIVEN[kind]) == codes
    assert all(len(texts) >= 2 for texts in GIVEN["match"].values())


@pytest.mark.parametrize(("code", "text"), examples("match"))
def test_a_text_that_breaks_a_rule_is_told(code: str, text: str) -> None:
    assert code in {one.code for one in told(text)}


@pytest.mark.parametrize(("code", "text"), examples("reject"))
def test_a_text_that_nearly_breaks_it_is_not(code: str, text: str) -> None:
    assert code not in {one.code for one in told(text)}


@pytest.mark.parametrize(
    ("code", "text"), [one for one in examples("match") if one[0] != "S102"]
)
def test_what_is_written_as_told_is_told_no_more(code: str, text: str) -> None:
    for one in reversed([one for one in told(text) if one.code == code]):
        assert text[one.start : one.end] == one.facts[0]
        text = text[: one.start] + one.facts[1] + text[one.end :]
    assert code not in {one.code for one in told(text)}


def test_a_parse_tells_nothing_of_style() -> None:
    parsed = parse(Source("一.抓落实,抓监管\n", "utf-8"), AUTO)
    assert not [one for one in parsed.findings if one.code.startswith("S")]
    assert [one.code for one in style.findings(parsed)] == ["S101", "S303"]


@given(texts)
def test_any_text_is_looked_at_and_places_are_in_it(text: str) -> None:
    for one in told(text):
        assert 0 <= one.start < one.end <= len(text)
        assert len(one.facts) == 2
        assert one.facts[0] != one.facts[1]
