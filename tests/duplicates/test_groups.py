"""Groups of documents that are one text: copies, versions, parts, and what is none of these."""

import random
from pathlib import Path

import pytest

from planparse.duplicates.grouping import groups
from planparse.duplicates.shelf import Shelf, packed
from tests.duplicates.texts import (
    archive,
    found,
    plan,
    relations,
    sentence,
    sentences,
)

TITLE = "青禾市2024年水利工作要点"
BODY = sentences(1)
PLAN = plan(TITLE, BODY)
OTHER = plan("青禾市2024年园林工作要点", sentences(2))


def edited(share: float, seed: int = 0) -> str:
    """The plan with a share of its sentences written anew."""
    dice = random.Random(seed)
    return plan(
        TITLE, [sentence(dice) if dice.random() < share else each for each in BODY]
    )


def test_the_same_file_twice():
    (group,) = found(PLAN, OTHER, PLAN)
    assert relations(group) == [("0.txt", None), ("2.txt", "same")]


def test_the_same_text_in_another_encoding():
    (group,) = found(PLAN, PLAN.encode("gb18030"), PLAN.encode("gb18030"))
    assert relations(group) == [("0.txt", None), ("1.txt", "text"), ("2.txt", "same")]
    assert group.members[1].differs.encoding == ("utf-8", "gb18030")
    assert group.members[2].of == 1
    assert group.latest is None


def test_the_same_text_with_other_wraps_and_widths():
    wrapped = PLAN.replace("，", "，\n").replace("2024年水利", "２０２４年水利")
    (group,) = found(PLAN, wrapped)
    assert relations(group)[1] == ("1.txt", "text")
    assert group.members[1].differs.layout


def test_other_punctuation_is_told():
    (group,) = found(PLAN, PLAN.replace("，", "、"))
    assert relations(group)[1] == ("1.txt", "text")
    assert group.members[1].differs.marks
    assert not group.members[1].differs.layout


@pytest.mark.parametrize("share", [0.01, 0.05, 0.1, 0.2, 0.4])
def test_a_version(share):
    (group,) = found(PLAN, OTHER, edited(share))
    assert relations(group)[1][0] == "2.txt"
    member = group.members[1]
    if member.relation == "version":
        changed = {change.kind for change in member.differs.changes}
        assert changed <= {"reworded", "added", "dropped"}
        assert 1 <= len(member.differs.changes) <= len(BODY)
    else:
        assert edited(share) == PLAN


def test_a_draft_is_earlier_than_the_final_text():
    draft = edited(0.2).replace(TITLE, f"{TITLE}（征求意见稿）")
    (group,) = found(PLAN, draft)
    assert relations(group) == [("1.txt", None), ("0.txt", "version")]
    assert group.latest == 1
    assert group.members[1].differs.head


def test_of_two_dates_the_later_is_the_latest():
    later = edited(0.1).replace("2024年3月6日", "2024年5月8日")
    (group,) = found(later, PLAN)
    assert relations(group) == [("1.txt", None), ("0.txt", "version")]
    assert group.latest == 1


def test_of_two_copies_with_one_number_none_is_the_latest():
    number = "青水发〔2024〕7号"
    trial = plan("青禾市水利资金管理暂行办法", [number, *BODY])
    other = plan("青禾市水利资金管理办法", [number, *BODY[:-1]])
    assert groups(archive(trial, other))[0].latest == 1
    numbered = [
        text.replace(f"一、{number}", number).replace("二、", "一、", 1)
        for text in (trial, other)
    ]
    (group,) = found(*numbered)
    assert {each.card.docnumber for each in group.members} == {number}
    assert group.latest is None


def test_a_text_that_breaks_off():
    cut = "\n".join(PLAN.splitlines()[:16]) + "\n"
    (group,) = found(PLAN, cut)
    differs = (
        group.members[1].differs if group.members[1].card.path == "1.txt" else None
    )
    assert [each.card.path for each in group.members] == ["1.txt", "0.txt"]
    assert differs is None
    assert group.members[1].differs.cut == -10
    assert len(group.members[1].differs.of_kind("added")) == 9


def test_a_new_head():
    head = "青禾市水利局文件\n青水发〔2024〕7号\n关于印发《青禾市2024年水利工作要点》的通知\n各县区水利局：\n现将要点印发给你们，请认真抓好落实。\n"
    (group,) = found(PLAN, head + PLAN)
    assert relations(group)[1] == ("1.txt", "version")
    assert group.members[1].differs.head
    assert group.members[1].differs.changes == ()


def test_plans_of_different_years_are_different_texts():
    next_year = edited(0.3).replace("2024年", "2025年")
    assert found(PLAN, next_year) == ()


def test_plans_of_one_year_without_anything_in_common():
    assert found(PLAN, OTHER) == ()
    formula = sentences(7, 4)
    assert (
        found(
            plan(TITLE, BODY + formula), plan("云溪县水利要点", sentences(3) + formula)
        )
        == ()
    )


def test_a_compilation_is_told_with_what_it_holds_and_glues_nothing_together():
    bodies = {
        f"{name}工作方案": sentences(seed)
        for seed, name in enumerate(("甲镇", "乙镇", "丙镇"), 11)
    }
    alone = [plan(title, body) for title, body in bodies.items()]
    whole = plan(
        "青禾市各镇工作汇总", [each for body in bodies.values() for each in body]
    )
    told = found(*alone, whole)
    assert [relations(group) for group in told] == [
        [("0.txt", None)],
        [("1.txt", None)],
        [("2.txt", None)],
    ]
    for number, group in enumerate(told):
        (holder,) = group.holders
        assert (holder.card.path, holder.of) == ("3.txt", 0)
        assert (holder.line, holder.last_line) == (2 + 24 * number, 25 + 24 * number)
        assert holder.share > 0.8


def test_a_text_without_title_ties_no_two_plans_of_a_series_together():
    later = [*BODY[:20], *sentences(8, 4)]
    between = "\n".join([*BODY[:22], *later[22:]]) + "\n"
    (group,) = found(
        PLAN, plan("青禾市2025年水利工作要点", later, "2025年3月6日"), between
    )
    assert {path for path, _ in relations(group)} == {"0.txt", "2.txt"}


def test_documents_of_one_file_are_held_apart():
    told = found(PLAN, OTHER, PLAN + "\n" + OTHER)
    assert [relations(group) for group in told] == [
        [("0.txt", None), ("2.txt", "text")],
        [("1.txt", None), ("2.txt", "text")],
    ]
    assert [group.members[1].card.doc for group in told] == [1, 2]


def test_a_standalone_file_comes_before_a_part_of_a_collection():
    (group, _) = found(PLAN + "\n" + OTHER, PLAN, OTHER)
    assert relations(group) == [("1.txt", None), ("0.txt", "text")]


def test_versions_of_versions_are_one_group():
    texts = [PLAN]
    for seed in range(1, 5):
        body = [*BODY]
        dice = random.Random(seed)
        for at in range(5 * (seed - 1), 5 * seed):
            body[at] = sentence(dice)
        texts.append(plan(TITLE, body))
    (group,) = found(*texts)
    assert {path for path, _ in relations(group)} == {f"{n}.txt" for n in range(5)}


def test_many_copies_are_one_group():
    texts = [edited(0.1, seed) for seed in range(40)]
    (group,) = found(OTHER, *texts)
    assert len(group.members) == 40


def test_long_texts_are_weighed_by_their_samples():
    body = sentences(5, 1_300)
    long = plan(TITLE, body)
    assert len(long) > 50_000
    (group,) = found(long, plan(TITLE, [*body[:1_200], *sentences(6, 100)]))
    assert relations(group)[1] == ("1.txt", "version")
    assert 0.8 < group.members[1].likeness < 0.9


def test_scraps_are_no_duplicates():
    assert found("附件\n", "附件\n", "") == ()


def test_groups_do_not_depend_on_the_order_of_files():
    files = [PLAN, OTHER, edited(0.1), OTHER.encode("gb18030"), PLAN + "\n" + OTHER]
    documents = archive(*files)
    told = {
        frozenset((member.card.path, member.card.doc) for member in group.members)
        for group in groups(documents)
    }
    again = {
        frozenset((member.card.path, member.card.doc) for member in group.members)
        for group in groups(documents[::-1])
    }
    assert told == again
    assert len(told) == 2


def test_documents_on_disk_give_the_same_groups():
    documents = archive(PLAN, OTHER, edited(0.1), PLAN.encode("gb18030"))
    with Shelf() as shelf:
        store = shelf.store(0)
        for file in (2, 0, 3, 1):  # as workers get them done
            data = packed(documents[file])
            offset = Path(store).stat().st_size if Path(store).exists() else 0
            with open(store, "ab") as out:
                out.write(data)
            shelf.put(file, store, offset, [len(data)])
        assert [*shelf] == documents
        assert shelf[1:3] == documents[1:3]
        with pytest.raises(IndexError):
            shelf[4]
        assert groups(shelf) == groups(documents)


def test_labels_are_told_and_make_no_other_text():
    (group,) = found(PLAN, PLAN.replace("、", "．", 3).replace("一．", "十一、", 1))
    assert relations(group)[1] == ("1.txt", "text")
    assert group.members[1].differs.renumbered
