"""The normaliser: its rules by their examples, and the laws that hold for any input."""

import ast
import json
from itertools import pairwise

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from planparse.ledger import Ledger, as_json, from_plain, plain, restore
from planparse.normalise import Normalised, Options, normalise
from planparse.rules import RULES, page, summary
from planparse.source import Source, decode
from planparse.yaml_text import dumps
from tests import laws
from tests.conftest import SAMPLES
from tests.strategies import texts

NAMES = sorted(path.name for path in SAMPLES.glob("*.txt"))
EVERYTHING = [Options(), Options(punctuation="full", canonical=True), Options(punctuation="half")]


def cleaned(text: str, options: Options = EVERYTHING[0]) -> Normalised:
    return normalise(Source(text, "utf-8"), laws.AUTO, options)


# ── rules ────────────────────────────────────────────────────────────────────────────────────────────────


def examples() -> list[tuple[str, str, str]]:
    """The examples of every rule's page: the rule, a text and what becomes of it."""
    found = []
    for name in RULES:
        for line in page(name, "en").splitlines():
            if line.startswith("    '"):
                before, after = line.split(" → ")
                found.append((name, ast.literal_eval(before.strip()), ast.literal_eval(after.strip())))
    return found


@pytest.mark.parametrize(("name", "before", "after"), examples())
def test_a_rule_does_what_its_page_shows(name: str, before: str, after: str) -> None:
    done = cleaned(before, Options((name,)))
    assert done.text == after
    assert {entry.rule for entry in done.ledger.entries} == {name}
    others = cleaned(before, Options(tuple(rule for rule in RULES if rule != name)))
    assert others.text != after


def test_all_rules_but_those_asked_for_by_options_have_examples() -> None:
    assert {name for name, _, _ in examples()} == set(RULES) - {"punctuation", "canonical"}


@pytest.mark.parametrize("name", RULES)
def test_every_page_is_there_in_both_languages(name: str) -> None:
    assert page(name, "en").startswith(f"# {name}\n")
    assert summary(name, "en").isascii() or name == "canonical"
    assert summary(name, "zh").endswith("。")


# ── laws ─────────────────────────────────────────────────────────────────────────────────────────────────


def entries_are_true(original: Source, done: Normalised) -> None:
    entries = done.ledger.entries
    for entry in entries:
        assert original.text[entry.start : entry.end] == entry.before
        assert done.text[entry.at : entry.at + len(entry.after)] == entry.after
        assert set(entry.rule.split("+")) <= set(RULES)
        assert 0 < entry.confidence <= 1
        assert entry.reason
    for one, next_ in pairwise(entries):
        assert one.end <= next_.start
        assert one.at + len(one.after) <= next_.at


def through_file(ledger: Ledger) -> Ledger:
    assert from_plain(yaml.safe_load(dumps(plain(ledger)))).entries == ledger.entries
    return from_plain(json.loads("".join(as_json(ledger))))


@given(st.one_of(st.binary(max_size=300), texts.map(str.encode)), st.sampled_from(EVERYTHING))
@example(b"\xef\xbb\xbf\r\n\r\xff\n", EVERYTHING[0])
@example(b"\xff\xfe\x00\xd8", EVERYTHING[0])
@example("一、目\r\n\r\n\r\n标　\r二、臵\u200b\r\n".encode("gb18030"), EVERYTHING[0])
@example("\ufeff\ufeff一、目".encode(), EVERYTHING[0])
def test_restore_gives_back_every_byte(data: bytes, options: Options) -> None:
    source = decode(data)
    done = normalise(source, laws.AUTO, options)
    entries_are_true(source, done)
    assert restore(done.text.encode(), through_file(done.ledger)) == data


@given(texts, st.sampled_from(EVERYTHING))
@example("一、目　\n\n\n\n　二\u200b、标", EVERYTHING[0])
@example("\r\u200b\n", EVERYTHING[0])
def test_normalising_twice_is_normalising_once(text: str, options: Options) -> None:
    once = cleaned(text, options)
    twice = cleaned(once.text, options)
    assert twice.text == once.text
    assert twice.ledger.entries == ()
