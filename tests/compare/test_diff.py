"""The laws of edit scripts, on any text; and what is found in plans that were edited."""

import json
from collections import Counter
from pathlib import Path
from random import Random
from typing import Any

import click
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from planparse.cli.diff import command
from planparse.compare.comparison import (
    Compared,
    compare,
    default_threshold,
    edition,
    matching_rules,
)
from planparse.compare.edits import KINDS, ItemEdit, script, without
from planparse.compare.history import trace
from planparse.compare.items import Edition, fold, from_record, from_text
from planparse.compare.matching import match
from planparse.compare.nearest import Nearest
from planparse.compare.offsets import printed, source_offsets
from planparse.compare.review import Sides, sides_of
from planparse.compare.wording import rewordings
from planparse.export.reader import load
from planparse.export.writers import write
from planparse.pipeline import parse
from planparse.text.encoding import Source, decode
from tests.compare.scripts import Rebuilt, apply, reworded
from tests.conftest import SAMPLES
from tests.laws.laws import AUTO
from tests.laws.strategies import texts

RULES = matching_rules()


def test_help_tells_the_threshold_in_force() -> None:
    (option,) = (option for option in command.params if option.name == "threshold")
    context = click.Context(command, show_default=True)
    assert option.get_default(context) == default_threshold()
    assert f"default: {default_threshold()}" in command.get_help(context)


def year(text: str) -> Edition:
    return from_text(parse(Source(text, "utf-8"), AUTO), AUTO)


def sample(name: str) -> Edition:
    return from_text(parse(decode((SAMPLES / name).read_bytes(), name), AUTO), AUTO)


def edits(old: str, new: str) -> tuple[ItemEdit, ...]:
    return script(year(old), year(new), RULES).edits


def told(old: str, new: str) -> list[tuple[str, list[str], list[str]]]:
    """Edits but those that keep: their kind, and what the items begin with."""
    return [
        (
            edit.kind,
            *([item.normalised[:4] for item in side] for side in (edit.old, edit.new)),
        )
        for edit in edits(old, new)
        if edit.kind != "keep"
    ]


# ── laws ───────────────────────────────────────────────────────────────────────────────


@given(texts)
def test_a_plan_and_itself_are_the_same(text: str) -> None:
    found = script(year(text), year(text), RULES)
    assert found.same
    assert all(edit.kind == "keep" and not edit.wording for edit in found.edits)


@given(texts, texts)
def test_every_item_is_in_one_edit(old: str, new: str) -> None:
    before, after = year(old), year(new)
    found = script(before, after, RULES)
    assert sorted(item.place for edit in found.edits for item in edit.old) == list(
        range(len(before.items))
    )
    assert sorted(item.place for edit in found.edits for item in edit.new) == list(
        range(len(after.items))
    )
    for edit in found.edits:
        assert edit.kind in KINDS
        assert min(len(edit.old), len(edit.new)) <= 1
        assert not any(
            item.kind == "lacuna" for item in (*edit.old, *edit.new)
        ) or edit.kind in ("keep", "unknown")


@given(texts, texts)
def test_the_script_makes_the_new_plan_of_the_old(old: str, new: str) -> None:
    before, after = year(old), year(new)
    rebuilt = apply(before, script(before, after, RULES).edits)
    assert rebuilt == [
        Rebuilt(item.id, item.parent, item.kind, item.label, item.normalised)
        for item in after.items
    ]


@given(texts, texts)
def test_the_way_back_is_the_mirror_image(old: str, new: str) -> None:
    there, back = (
        script(year(old), year(new), RULES),
        script(year(new), year(old), RULES),
    )
    assert Counter(repr(edit.mirrored()) for edit in there.edits) == Counter(
        repr(edit) for edit in back.edits
    )


@given(
    st.text("加强监管建设，。1%a\n", max_size=30),
    st.text("加强监管建设，。1%a\n", max_size=30),
)
def test_wording_turns_one_text_into_the_other(old: str, new: str) -> None:
    found = rewordings(old, new)
    assert reworded(old, found) == new
    assert reworded(new, [change.mirrored() for change in found]) == old
    assert bool(found) == (old != new)


@given(texts)
def test_letters_stand_where_they_are_said_to(text: str) -> None:
    plan = year(text)
    for item in plan.items:
        shown, at = printed(item)
        assert len(at) == len(item.normalised)
        assert all(
            char == "。" or char in fold(shown[place])
            for char, place in zip(item.normalised, at, strict=True)
        )
        found = source_offsets(item, plan)
        assert len(found) == len(item.normalised)
        assert all(place is None or item.start <= place < item.end for place in found)  # type: ignore[operator]


# ── what is no difference ──────────────────────────────────────────────────────────────

PLAN = """全县养老服务工作要点
一、健全服务网络
（一）建设社区食堂。依托现有公共用房建设社区食堂，为高龄独居老人提供助餐服务，餐标由各街道自行确定。
（二）改造敬老院。对乡镇敬老院进行消防和无障碍改造，护理型床位占比达到55%以上。
二、壮大护理队伍
（三）培训护理员。开展护理员技能等级认定，组织护理员技能竞赛，对获奖选手给予奖励。
（四）引入志愿服务。建立志愿服务时间银行，志愿者服务时长可以兑换同等时长的服务。
"""


def test_widths_are_no_difference() -> None:
    narrow = PLAN.translate(str.maketrans("（），：５", "(),:5"))
    assert told(PLAN, narrow) == []


def test_line_breaks_are_no_difference() -> None:
    assert told(PLAN, PLAN.replace("\n", "\r\n")) == []
    assert told(PLAN, PLAN.replace("\n", "\n\n")) == []
    assert (
        told(PLAN, PLAN.replace("。依托", "。\n依托").replace("。对", "。\n对")) == []
    )


def test_wraps_are_no_difference() -> None:
    at = PLAN.index("兑换") + 1  # inside a word
    assert told(PLAN, PLAN[:at] + "\n" + PLAN[at:]) == []


def test_renumbering_is_no_difference_but_renumber() -> None:
    other = PLAN.replace("（三）", "（一）").replace("（四）", "（二）")
    assert {edit.kind for edit in edits(PLAN, other)} == {"keep", "renumber"}
    assert {edit.kind for edit in without(edits(PLAN, other), ["renumber"])} == {"keep"}


def test_punctuation_is_a_difference_that_can_be_ignored() -> None:
    other = PLAN.replace("助餐服务，餐标", "助餐服务；餐标")
    found = edits(PLAN, other)
    assert [edit.kind for edit in found if edit.kind != "keep"] == ["reword"]
    assert all(edit.kind == "keep" for edit in without(found, ["punctuation"]))
    assert any(
        edit.kind == "reword"
        for edit in without(edits(PLAN, other.replace("55", "65")), ["punctuation"])
    )


# ── what is a difference ───────────────────────────────────────────────────────────────

MEALS, HOMES, CARERS, HELPERS = (
    line + "\n" for line in PLAN.splitlines() if line.startswith("（")
)


def test_an_item_that_is_dropped_and_one_that_is_added() -> None:
    other = PLAN.replace(
        HOMES, "（二）发展智慧养老。为失能老人家庭安装跌倒监测和一键呼叫设备。\n"
    )
    assert told(PLAN, other) == [("drop", ["改造敬老"], []), ("add", [], ["发展智慧"])]


def test_an_item_that_moved_to_another_section() -> None:
    other = PLAN.replace(HELPERS, "").replace(HOMES, HOMES + HELPERS)
    found = [edit for edit in edits(PLAN, other) if edit.moved]
    assert [(edit.kind, edit.old[0].normalised[:4]) for edit in found] == [
        ("move", "引入志愿")
    ]
    assert "move" not in {edit.kind for edit in without(edits(PLAN, other), ["move"])}


def test_of_items_in_another_order_the_fewest_have_moved() -> None:
    lines = ["一、查堤防\n", "二、修水闸\n", "三、清河道\n", "四、备物资\n"]
    found = [
        edit.old[0].normalised
        for edit in edits("".join(lines), "".join([*lines[1:], lines[0]]))
        if edit.moved
    ]
    assert found == ["查堤防"]


def test_an_item_that_is_split_and_two_that_are_merged() -> None:
    one = "（三）培训护理员。开展护理员技能等级认定，组织护理员技能竞赛，对获奖选手给予奖励。\n"
    two = (
        "（三）认定技能等级。开展护理员技能等级认定。\n"
        "（四）组织技能竞赛。组织护理员技能竞赛，对获奖选手给予奖励。\n"
    )
    assert one in PLAN
    assert told(PLAN, PLAN.replace(one, two).replace("（四）引", "（五）引")) == [
        ("split", ["培训护理"], ["认定技能", "组织技能"]),
        ("renumber", ["引入志愿"], ["引入志愿"]),
    ]
    assert (
        told(PLAN.replace(one, two).replace("（四）引", "（五）引"), PLAN)[0][0]
        == "merge"
    )


def test_a_closing_passage_is_no_part_of_what_stands_at_the_beginning() -> None:
    before = (
        "今年要加快护理员培训，做到持证上岗，新建养老床位，改造老年食堂，"
        "鼓励志愿者结对服务，为困难家庭发放补贴"
    )
    after = f"{before}，开通助老热线，落实社区医生定期上门。\n"
    closing = (
        "展望未来，我们要学习社区医生的热忱，架起连心的桥梁，"
        "凝聚全县力量，共同书写敬老爱老的崭新篇章。\n"
    )
    assert told(f"{before}。\n{closing}", after)[0] == (
        "reword",
        ["今年要加"],
        ["今年要加"],
    )


# ── items without a partner ────────────────────────────────────────────────────────────


REPORT = """政府工作报告

一、2023年工作回顾
过去一年，县医院新楼投入使用，新增床位三百张，群众看病更方便了。
渔港码头完成改造，渔船停泊条件明显改善。

二、2024年工作安排
（一）办好乡村学校。新建寄宿制学校两所，为山区教师安排周转房。
（二）修好农村公路。硬化村组道路八十公里，改造危桥十二座。
"""
OTHER = """政府工作报告

一、2024年工作回顾
过去一年，乡村学校条件改善，寄宿制学校两所建成，山区教师住进周转房。
村组道路硬化八十公里，危桥改造完成十二座。

二、2025年工作安排
（一）办好县级医院。新楼投入使用后，再增床位三百张，群众看病更方便。
（二）发展花卉产业。引进组培设备，办好秋季花展。
"""


def test_what_is_planned_does_not_go_on_in_what_is_reviewed() -> None:
    pairs = [
        (edit.old[0].normalised[:4], edit.new[0].normalised[:4])
        for edit in edits(REPORT, OTHER)
        if edit.old and edit.new and edit.kind not in ("keep", "renumber")
    ]
    assert ("办好乡村", "过去一年") not in pairs
    assert ("修好农村", "村组道路") not in pairs


def test_what_nothing_resembles_is_dropped_or_added() -> None:
    kinds = {
        (edit.old or edit.new)[0].normalised[:6]: (edit.kind, edit.doubt)
        for edit in edits(REPORT, OTHER)
        if not (edit.old and edit.new)
    }
    assert kinds["发展花卉产业"] == ("add", "")


def test_what_something_resembles_is_unknown_with_the_nearest() -> None:
    old = "一、举办花卉展览。展出兰花、菊花、月季各一百盆，评出十佳盆景。\n二、清理河道。\n"
    new = (
        "一、清理河道。\n二、丰富群众文化生活。组织广场舞比赛和龙舟竞渡，放映露天电影，"
        "送戏下乡；展出菊花一百盆；开放乡镇图书室，培训文化骨干，征集老照片办影展。\n"
    )
    before, after = year(old), year(new)
    strict = RULES.replaced(matching=RULES.matching.replaced(threshold=1.0))
    doubtful = [
        edit for edit in script(before, after, strict).edits if edit.kind == "unknown"
    ]
    assert len(doubtful) == 2
    for edit in doubtful:
        assert edit.doubt == "alike"
        assert edit.nearest is not None
        assert edit.likeness > strict.matching.resembles


def test_a_line_that_leads_to_numbered_items_is_neither_dropped_nor_added() -> None:
    items = "1.修缮祠堂。\n2.疏浚水渠。\n"
    old = f"一、重点工作\n全县上下要鼓足干劲，抓好以下两项。\n{items}"
    new = f"一、重点工作\n新年伊始，万象更新，各镇街须尽快行动。\n{items}"
    doubts = {edit.kind: edit.doubt for edit in edits(old, new) if edit.kind != "keep"}
    assert doubts == {"unknown": "heading"}


@given(texts, texts)
def test_nothing_is_dropped_that_something_unknown_is_most_like(
    old: str, new: str
) -> None:
    found = script(year(old), year(new), RULES).edits
    most_like = {
        (edit.old == (), edit.nearest.place)
        for edit in found
        if edit.nearest is not None
    }
    for edit in found:
        if edit.kind in ("drop", "add"):
            assert (edit.new == (), edit.old_or_new.place) not in most_like


@given(texts, texts)
def test_nothing_is_dropped_that_a_window_of_the_other_plan_resembles(
    old: str, new: str
) -> None:
    before, after = year(old), year(new)
    sides = sides_of(before, after)
    found = match(before.items, after.items, RULES, sides)
    nearest = Nearest(found.passages[1], sides.new, found.pairs)
    for edit in script(before, after, RULES).edits:
        if edit.kind == "drop":
            (item,) = edit.old
            _, likeness = nearest.of(item, sides.old[item.place])
            assert likeness <= RULES.matching.resembles
            assert edit.nearest is None


def test_the_digits_of_a_name_do_not_part_a_figure_from_what_it_is_of() -> None:
    old, new = (
        "一、全县PM2.5浓度降到40微克以下，绿地增加30%。\n",
        "一、全县PM2.5浓度降到35微克以下，绿地增加30%。\n",
    )
    (edit,) = edits(old, new)
    assert [change.kind for change in edit.facts if change.field == "figures"] == [
        "lowered"
    ]


def test_a_heading_is_known_by_what_stands_below_it() -> None:
    other = PLAN.replace("壮大护理队伍", "夯实人才支撑")
    assert told(PLAN, other) == [("reword", ["壮大护理"], ["夯实人才"])]


def test_what_changed_is_told_in_words_with_places_in_the_sources() -> None:
    other = PLAN.replace("55%", "60%")
    found = [edit for edit in edits(PLAN, other) if edit.kind == "reword"]
    assert [(one.before, one.after) for one in found[0].wording] == [("55%", "60%")]
    item = found[0].old[0]
    at = source_offsets(item, year(PLAN))[found[0].wording[0].start]
    assert at == PLAN.index("55%")


def test_an_item_lost_in_a_hole_is_not_called_dropped() -> None:
    plan = "".join(
        f"（{number}）{words}。\n"
        for number, words in zip("一二三四五", WORKS, strict=True)
    )
    holed = "".join(
        line for line in plan.splitlines(keepends=True) if line[1] not in "三四"
    )
    found = edits(plan, holed)
    assert Counter(edit.kind for edit in found) == {"keep": 3, "unknown": 3}
    assert Counter(edit.kind for edit in edits(holed, plan)) == {
        "keep": 3,
        "unknown": 3,
    }


WORKS = ("巡查河湖岸线", "清理入河排口", "建设雨水花园", "改造老旧泵站", "公开水质月报")


def test_identical_items_are_told_apart_by_their_sections() -> None:
    plan = (
        "一、城区\n1.加强领导。\n2.落实经费。\n二、乡镇\n1.加强领导。\n2.落实经费。\n"
    )
    other = plan.replace("1.加强领导。\n2.落实经费。\n二", "1.落实经费。\n二")
    found = [edit for edit in edits(plan, other) if not edit.new]
    assert [edit.old[0].parent for edit in found] == [0]


def test_an_inline_series_grows_within_its_paragraph() -> None:
    before = (
        "一、重点工作\n重点做好以下工作："
        "一是清查库存物资，建立台账。二是补充抢险设备，逐件试机。\n"
    )
    after = before.replace("二是", "二是开展轮换更新，先进先出。三是")
    found = [edit for edit in edits(before, after) if edit.kind != "keep"]
    assert [(edit.kind, edit.new[0].normalised[:6]) for edit in found] == [
        ("add", "开展轮换更新"),
        ("renumber", "补充抢险设备"),
    ]


@pytest.mark.parametrize(("share", "recall"), [(0.1, 0.99), (0.3, 0.97), (0.5, 0.9)])
def test_reworded_items_are_found_again(share: float, recall: float) -> None:
    chance = Random(7)
    plan = sample("reading-2023.txt")
    foreign = "".join(item.normalised for item in sample("flood-season.txt").items)

    def other(letters: str) -> str:
        chars = list(letters)
        for at in chance.sample(range(len(chars)), round(share * len(chars))):
            chars[at] = chance.choice(foreign)
        return "".join(chars)

    body = [item for item in plan.items if item.kind == "section"]
    new = [
        item._replace(place=place, normalised=other(item.normalised))
        for place, item in enumerate(body)
    ]
    old = [item._replace(place=place, parent=-1) for place, item in enumerate(body)]
    chance.shuffle(new)
    new = [item._replace(parent=-1) for item in new]
    found = match(old, new, RULES, Sides((), (), told=False)).groups
    right = sum(
        len(one.old) == 1 and len(one.new) == 1 and one.old[0].id == one.new[0].id
        for one in found
    )
    long = sum(len(item.normalised) > 12 for item in body)
    assert right >= recall * long


# ── other forms, more years ────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", sorted(path.name for path in SAMPLES.glob("*.txt")))
@pytest.mark.parametrize("form", ["json", "yaml"])
def test_a_plan_is_the_same_as_what_was_printed_of_it(name: str, form: Any) -> None:
    parsed = parse(decode((SAMPLES / name).read_bytes(), name), AUTO)
    out = "".join(write(parsed, AUTO, form, sha256="0" * 64, lang="en"))
    spoken = frozenset(family.name for family in AUTO.families if family.spoken)
    found = script(
        from_text(parsed, AUTO), from_record(load(out, form).plain(), spoken), RULES
    )
    assert found.same


@pytest.mark.parametrize("form", ["json", "yaml"])
@given(text=texts)
@example(text="一是抓落实。\n三是强督查。\n")
@example(text="一、清淤\n（一）修堤。一是。二是建立台账。\n")
@example(text="一、清淤\n（一）修堤。一是。二是巡查。三是巡查。\n")
def test_any_plan_is_the_same_as_what_was_printed_of_it(form: Any, text: str) -> None:
    parsed = parse(Source(text, "utf-8"), AUTO)
    out = "".join(map(str, write(parsed, AUTO, form, sha256="0" * 64, lang="en")))
    spoken = frozenset(family.name for family in AUTO.families if family.spoken)
    found = script(
        from_text(parsed, AUTO), from_record(load(out, form).plain(), spoken), RULES
    )
    assert found.same


def test_items_are_followed_through_the_years() -> None:
    years = [PLAN, PLAN.replace(HOMES, ""), PLAN, PLAN.replace(MEALS, "")]
    traced = trace([year(text) for text in years], RULES)
    lineages = {
        lineage.items[lineage.last].normalised[:4]: lineage
        for lineage in traced.lineages
    }  # type: ignore[union-attr]
    assert lineages["改造敬老"].paused == (1,)
    assert (lineages["建设社区"].began, lineages["建设社区"].last) == (0, 2)
    assert lineages["培训护理"].paused == ()
    assert sum(
        item is not None for lineage in traced.lineages for item in lineage.items
    ) == sum(item.kind != "lacuna" for plan in traced.editions for item in plan.items)


def test_a_lineage_says_what_it_was_split_from_and_merged_into() -> None:
    found = trace([sample("reading-2023.txt"), sample("reading-2024.txt")], RULES)
    names = [
        next(item.normalised[:6] for item in lineage.items if item)
        for lineage in found.lineages
    ]
    split = {
        names[place]: lineage.split_from
        for place, lineage in enumerate(found.lineages)
        if lineage.split_from
    }
    merged = {
        names[place]: lineage.merged_into
        for place, lineage in enumerate(found.lineages)
        if lineage.merged_into
    }
    assert {name: names[other] for name, other in (split | merged).items()} in (
        {"开展校园阅读": "开展校园阅读", "培训阅读推广": "招募阅读推广"},
        {"开展家庭阅读": "开展校园阅读", "招募阅读推广": "培训阅读推广"},
        {"开展家庭阅读": "开展校园阅读", "培训阅读推广": "招募阅读推广"},
        {"开展校园阅读": "开展校园阅读", "招募阅读推广": "培训阅读推广"},
    )


@given(texts, texts, texts)
def test_every_item_is_in_one_lineage(first: str, second: str, third: str) -> None:
    found = trace([year(first), year(second), year(third)], RULES)
    items = Counter(
        (place, item.place)
        for lineage in found.lineages
        for place, item in enumerate(lineage.items)
        if item is not None
    )
    assume(items)
    assert set(items.values()) == {1}
    assert len(items) == sum(
        item.kind != "lacuna" for plan in found.editions for item in plan.items
    )


def test_samples_of_two_years_show_every_kind_of_edit(refresh: bool) -> None:
    from planparse.compare.report.records import as_json

    found = compare([sample("reading-2023.txt"), sample("reading-2024.txt")], AUTO)
    assert {edit.kind for edit in found.steps[0]} == set(KINDS)
    lines = "".join(f"{line}\n" for line in as_json(found))
    expected = Path(SAMPLES, "expected", "reading-2023-2024.diff.json")
    if refresh:
        expected.write_text(lines, encoding="utf-8")
    assert json.loads(lines) == json.loads(expected.read_text(encoding="utf-8"))


# ── one value with everything ──────────────────────────────────────────────────────────


def compared(*names: str, **options: Any) -> Compared:
    plans = (parse(decode((SAMPLES / name).read_bytes(), name), AUTO) for name in names)
    return compare(list(plans), AUTO, **options)


def test_plans_are_compared_in_whichever_form_they_come() -> None:
    parsed = parse(Source(PLAN, "utf-8"), AUTO)
    out = "".join(map(str, write(parsed, AUTO, "json", sha256="0" * 64, lang="en")))
    record = load(out, "json").plain()
    found = compare([parsed, record, edition(parsed, AUTO)], AUTO)
    assert found.same
    assert len(found.history.editions) == 3
    assert [len(step) for step in found.steps] == [
        len(found.history.editions[0].items)
    ] * 2


def test_what_is_ignored_is_no_difference_and_what_is_not_asked_for_is_left_out() -> (
    None
):
    names = "reading-2023.txt", "reading-2024.txt"
    (everything,) = compared(*names).steps
    (dropped,) = compared(*names, only=["drop"]).steps
    assert dropped == tuple(edit for edit in everything if edit.kind == "drop")
    (targets,) = compared(*names, only=["targets"]).steps
    assert targets == tuple(edit for edit in everything if edit.has_targets)
    (moved,) = compared(*names, only=["move"]).steps
    assert all(edit.moved for edit in moved)
    assert moved
    (rest,) = compared(*names, ignore=["renumber", "move"]).steps
    assert not {edit.kind for edit in rest} & {"renumber", "move"}


def test_a_comparison_needs_two_plans_and_a_threshold_in_range() -> None:
    with pytest.raises(ValueError, match="two plans"):
        compare([year(PLAN)], AUTO)
    for threshold in (0, 1.1, -1):
        with pytest.raises(ValueError, match="threshold"):
            compare([year(PLAN), year(PLAN)], AUTO, threshold=threshold)


def test_at_a_high_threshold_reworded_items_are_dropped_and_added() -> None:
    old = "一、开展技能竞赛。组织护理员参赛，对获奖选手给予奖励。\n二、清理河道淤泥。\n"
    new = "一、开展技能竞赛。请厨师登台比武，优胜的授予称号。\n二、清理河道淤泥。\n"
    (usual,) = compare([year(old), year(new)], AUTO).steps
    (strict,) = compare([year(old), year(new)], AUTO, threshold=1).steps
    assert {edit.kind for edit in usual} == {"keep", "reword"}
    assert {edit.kind for edit in strict} == {"keep", "drop", "add"}
