"""What is mended by the rules of style: what is certain, and nothing but that."""

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from planparse.findings import style
from planparse.normaliser.engine import Normalised, NormaliserOptions, normalise
from planparse.normaliser.ledger import restore, unified
from planparse.normaliser.style import CERTAIN, RULES
from planparse.pipeline import parse
from planparse.text.encoding import Source, decode
from planparse.tree import Finding
from tests.conftest import SAMPLES
from tests.laws import laws
from tests.laws.strategies import texts

GIVEN = yaml.safe_load(
    (Path(__file__).parents[2] / "grammars" / "style.yaml").read_text(encoding="utf-8")
)


def mended(source: Source, *names: str) -> Normalised:
    return normalise(source, laws.AUTO, NormaliserOptions(names or tuple(RULES)))


def told(text: str) -> list[Finding]:
    return list(style.with_style(parse(Source(text, "utf-8"), laws.AUTO)))


def tree(text: str) -> list[tuple[Any, ...]]:
    """The nodes of a text by the numbers above them."""
    return [
        tuple(node[key] for key in ("id", "parent", "kind", "ordinal", "status"))
        for node in laws.records(laws.parsed(text))
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("一.抓落实\n二.强监管\n", "一、抓落实\n二、强监管\n"),
        (
            "一、水\n（一），巡查。\n（二），清漂。\n",
            "一、水\n（一）巡查。\n（二）清漂。\n",
        ),
        ("1、清淤\n2、清漂\n", "1.清淤\n2.清漂\n"),
        ("办法\n青政发[2024]12号\n", "办法\n青政发〔2024〕12号\n"),
        ("依照青政发（2024）012号办理。\n", "依照青政发〔2024〕012号办理。\n"),
        ("办法\n青政发〔2024〕第012号\n", "办法\n青政发〔2024〕12号\n"),
        ("通知\n一、水\n2024年03月05日\n", "通知\n一、水\n2024年3月5日\n"),
        (
            "通知\n一、水\n附件：1、名单；\n2、表\n",
            "通知\n一、水\n附件：1.名单\n2.表\n",
        ),
        ("执行《水法》、《节水条例》。\n", "执行《水法》《节水条例》。\n"),
        ("加强巡查。。\n", "加强巡查。\n"),
        ("加强巡查,及时报告:\n", "加强巡查，及时报告：\n"),
        ("市水务局(牵头,负责)落实。\n", "市水务局（牵头，负责）落实。\n"),
        ("加强巡查.\n", "加强巡查。\n"),
        ("力争2021-2025年完成。\n", "力争2021—2025年完成。\n"),
        ("二0一二年水利工作要点\n", "二〇一二年水利工作要点\n"),
    ],
)
def test_what_is_certain_is_mended(before: str, after: str) -> None:
    done = mended(Source(before, "utf-8"))
    assert done.text == after
    assert restore(done.text.encode(), done.ledger) == before.encode()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1、5个镇达标\n2、清漂\n", "S101"),  # 1.5
        ("一、水\n1.巡查。查漏。\n2．清漂。\n3.清淤。每月。\n", "S102"),
        ("一、压实责任。\n各部门要落实。\n二、督查\n每月一次。\n", "S103"),
        ("办法\n青政发〔24〕12号\n", "S203"),
        ("通知\n一、水\n附件：一、责任人名单\n二、队伍名单\n", "S207"),
        ("加强巡查，。及时报告。\n", "S302"),
        ("加强?管理。\n", "S303"),
        ('落实"河长制"各项要求。\n', "S305"),
        ("一、压实责任.\n各部门要落实。\n二、督查\n每月一次。\n", "S306"),  # S103
        ("漏损率控制在8-10%以内。\n", "S401"),
        ("总结20一二年的工作。\n", "S402"),
        ("改造管网20几公里。\n", "S403"),
        ("截止目前，已完成九成。\n", "S501"),
    ],
)
def test_what_somebody_must_judge_stays(text: str, code: str) -> None:
    assert code in {one.code for one in told(text)}
    assert mended(Source(text, "utf-8")).text == text


def test_a_label_keeps_its_mark_where_the_tree_hangs_on_it() -> None:
    text = "1.水利\n1、清淤\n2、清漂\n2.农业\n1、春耕\n2、秋收\n"
    assert mended(Source(text, "utf-8")).text == text
    assert len([one for one in told(text) if one.code == "S101"]) == 4


def test_labels_that_are_written_alike_stay_alike() -> None:
    text = "一、水\n1、清淤\n2、清漂\n二、地\n1、5个镇达标\n2、整治\n"
    assert mended(Source(text, "utf-8")).text == text


def test_only_what_is_named_is_mended() -> None:
    text = "一.加强巡查,及时报告.\n"
    done = mended(Source(text, "utf-8"), "half-width-mark")
    assert done.text == "一.加强巡查，及时报告.\n"
    assert [one.rule for one in done.ledger.entries] == ["half-width-mark"]


def test_what_cleans_a_text_does_not_mend_its_style() -> None:
    text = "一、治水\n(一)加强巡查,及时报告。\n"
    assert normalise(Source(text, "utf-8"), laws.AUTO).text == text


# ── laws ───────────────────────────────────────────────────────────────────────────────

PIECES = [text for found in GIVEN["match"].values() for text in found]
WORDS = [
    "巡查",
    ",",
    "。。",
    "、",
    "，",
    "：",
    "(含水库)",
    "》、《",
    ".",
    "2021-2025年",
]
LABELS = [
    "一.",
    "二、",
    "1、",
    "2.",
    "（一）、",
    "(二)",
    "①、",
    "1、2",
    "附件：1、",
    "\n",
]


def bits(some: list[str]) -> st.SearchStrategy[str]:
    return st.sampled_from(some)


careless = st.lists(
    st.one_of(bits(PIECES), bits(WORDS), bits(LABELS), bits(["\n", "\r\n", "工作"])),
    max_size=24,
).map("".join)
"""A text whose style is broken again and again."""


def holds(source: Source) -> None:
    done = mended(source)
    text, entries = source.text, done.ledger.entries
    before = told(text)
    spans = [(one.start, one.end) for one in before if one.code in CERTAIN]
    for entry in entries:
        assert text[entry.start : entry.end] == entry.before
        assert set(entry.rule.split("+")) <= set(RULES)
        assert any(start <= entry.start <= entry.end <= end for start, end in spans)
    assert all(one.end <= other.start for one, other in pairwise(entries))
    assert restore(done.text.encode(), done.ledger) == text.encode(source.encoding)
    after = told(done.text)
    for code in {one.code for one in after}:
        counts = [sum(one.code == code for one in found) for found in (before, after)]
        assert counts[1] <= counts[0]
    if entries:
        assert len(after) < len(before)
    assert tree(done.text) == tree(text)
    again = mended(Source(done.text, "utf-8"))
    assert (again.text, again.ledger.entries) == (done.text, ())


@given(st.one_of(careless, texts))
@example("一、水\n加强巡查(重大,紧急)。。\n")
@example("1、\n1.\n一.\n")
def test_the_laws_hold_on_any_text(text: str) -> None:
    holds(Source(unified(text), "utf-8"))


@pytest.mark.parametrize("name", sorted(path.name for path in SAMPLES.glob("*.txt")))
def test_the_laws_hold_on_a_sample(name: str) -> None:
    holds(decode((SAMPLES / name).read_bytes()))
