"""Whatever way of numbering a plan has: what is proposed from it reads all of its labels."""

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from planparse.grammar.shipped import learning_rules, lexicon
from planparse.text.numerals import NUMERALS
from tests.learning.plans import learned, proposed_lexicon, sections

WORDS = ["任务", "工程", "行动", "其", "事项", "№", "T", "甲组", "要点-"]
FRAMES = [("〖", "〗"), ("【", "】"), ("［", "］"), ("<", ">"), ("~", "~"), ("◆", "◇")]
MARKS = ["：", "—", "——", "-", "·", "/", "→", " ", "：— "]
TEXTS = [
    "治理河道",
    "清理淤泥",
    "加固堤岸",
    "组织巡查",
    "完善制度",
    "总结评估",
    "公开进度",
]


@st.composite
def spellings(draw: st.DrawFn) -> tuple[str, str, str]:
    """What stands before a number, its system, and what stands behind it."""
    system = draw(st.sampled_from([*learning_rules().systems]))
    if draw(st.booleans()):
        before, behind = draw(st.sampled_from(FRAMES))
        return before + draw(st.sampled_from(["", *WORDS])), system, behind
    return draw(st.sampled_from(WORDS)), system, draw(st.sampled_from(MARKS))


@given(spellings(), st.integers(3, len(TEXTS)))
@settings(deadline=None)
def test_a_plan_in_any_spelling_is_read_whole(
    spelling: tuple[str, str, str], size: int
) -> None:
    before, system, behind = spelling
    numbers = [NUMERALS[system].format(number) for number in range(1, size + 1)]
    assume(None not in numbers)
    lettered = system in learning_rules().lettered
    assume(not (lettered and before[-1].isascii() and before[-1].isalpha()))
    labels = [f"{before}{number}{behind}" for number in numbers]
    lines = [f"{label}{text}。\n" for label, text in zip(labels, TEXTS, strict=False)]
    text = "清源镇工作方案\n" + "".join(lines)
    assume(not sections(text, lexicon()))
    found = learned({"plan.txt": text})
    read = sections(text, proposed_lexicon(found))
    assert read == [label.strip() for label in labels]
