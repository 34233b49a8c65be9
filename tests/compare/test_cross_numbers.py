"""References of a text to itself whose numbers changed because something was put in."""

import pytest

from planparse.compare.edits import ItemEdit, script, without
from planparse.compare.items import Edition, from_text
from planparse.grammar.shipped import compare_rules, lexicon
from planparse.pipeline import parse
from planparse.text.encoding import decode

OLD = """茶园管理办法

第一条 为规范茶园管理，制定本办法。
第二条 茶农应当每年向村里登记茶园面积。
第三条 违反本办法第二条规定的，由村里责令改正。
第四条 依照第二条、第三条处理的，应当告知茶农，并报县农业局备案。
第五条 本办法自2025年1月1日起施行。
"""
NEW = """茶园管理办法

第一条 为规范茶园管理，制定本办法。
第二条 本办法所称茶园，是指连片五亩以上的茶地。
第三条 茶农应当每年向村里登记茶园面积。
第四条 违反本办法第三条规定的，由村里责令改正。
第五条 依照第三条、第四条处理的，应当告知茶农，并报县农业局备案。
第六条 本办法自2025年1月1日起施行。
"""


def edition(text: str) -> Edition:
    return from_text(parse(decode(text.encode(), "-"), lexicon()), lexicon())


def edits(old: str, new: str) -> tuple[ItemEdit, ...]:
    return script(edition(old), edition(new), compare_rules()).edits


def kinds(old: str, new: str) -> list[str]:
    return [edit.kind for edit in edits(old, new)]


def test_references_that_follow_an_insertion_are_no_rewording() -> None:
    assert kinds(OLD, NEW) == ["keep", "keep", "add", *["renumber"] * 4]
    assert kinds(NEW, OLD) == ["keep", "keep", "drop", *["renumber"] * 4]


def test_they_are_no_difference_where_renumbering_is_none() -> None:
    rest = without(edits(OLD, NEW), ["renumber"])
    assert [edit.kind for edit in rest] == ["keep", "keep", "add", *["keep"] * 4]


def test_what_changed_in_them_is_told_all_the_same() -> None:
    (wording,) = edits(OLD, NEW)[4].wording
    assert (wording.before, wording.after) == ("第二条", "第三条")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("本办法第三条规定的", "本办法第一条规定的"),  # another article is meant
        ("本办法第三条规定的", "本办法第三条第二款规定的"),
        ("本办法第三条规定的，由村里", "本办法第三条规定的，由县里"),
        ("本办法第三条规定", "《茶叶法》第三条规定"),
    ],
)
def test_anything_else_is_a_rewording(before: str, after: str) -> None:
    assert before in NEW
    assert edits(OLD, NEW.replace(before, after))[4].kind == "reword"


def test_articles_of_another_law_are_not_its_own() -> None:
    old = OLD.replace("本办法第二条规定", "《茶叶法》第二条规定")
    new = NEW.replace("本办法第三条规定", "《茶叶法》第三条规定")
    assert edits(old, new)[4].kind == "reword"


def test_numbers_that_lead_nowhere_count_as_renumbered() -> None:
    old = OLD.replace("本办法第二条规定", "本办法第三十二条规定")
    new = NEW.replace("本办法第三条规定", "本办法第三十三条规定")
    assert edits(old, new)[4].kind == "renumber"
