import re
from collections.abc import Callable
from pathlib import Path as FilePath
from random import Random
from unicodedata import normalize

import pytest
from benchmarks.stress import page
from benchmarks.stress.clean import (
    Clean,
    Numbered,
    beside,
    choose,
    depth,
    numbered,
    taken,
    texts,
)
from benchmarks.stress.converted import decode_wrongly, mark_down
from benchmarks.stress.copied import (
    BEFORE,
    BEHIND,
    compile_documents,
    drop_levels,
    wrap_page,
)
from benchmarks.stress.damage import (
    BREAK,
    CLAUSE,
    CLOSING,
    HEAD,
    LOST,
    OPENING,
    PAGE,
    PUT,
    RIGHT,
    SWAP,
    WRONG,
    Change,
    Damaged,
    apply,
    break_words,
    cut_end,
    drop_lines,
    drop_numbers,
    drop_stretch,
    flip_widths,
    join_items,
    labels,
    number_pages,
    stray_glyph,
    swap_glyph,
    wrap,
)
from benchmarks.stress.furniture import head_pages, list_contents
from benchmarks.stress.kinds import KINDS, Kind
from benchmarks.stress.order import (
    _digit,
    add_clauses,
    add_closings,
    cut_beginning,
    restart,
    series,
    swap_numbers,
)
from benchmarks.stress.score import Score, run, total, unjudged
from benchmarks.stress.truth import Truth, letters, truth
from hypothesis import given
from hypothesis import strategies as st

from planparse.grammar.shipped import lexicon
from planparse.pipeline import parse
from planparse.text.encoding import Source

DIGITS = "一二三四五六七八九十"
FAMILIES = (  # a pattern, its level by the grammar, whether it is spoken
    (re.compile(f"([{DIGITS}])、"), 200, False),
    (re.compile(f"（([{DIGITS}])）"), 300, False),
    (re.compile(r"([0-9])\."), 400, False),
    (re.compile(f"([{DIGITS}])是"), 650, True),
)

PLAN = """\
河岸绿道养护工作方案
为做好今年的绿道养护工作，制定本方案。
一、总体要求
（一）指导思想。坚持便民利民，把绿道建成群众满意的休闲场所，设置必要的服务设施。
（二）基本原则。坚持分段负责，谁管理、谁养护，不留空白地段。
（三）工作目标。年底前完成12.5公里路面修补，更换长椅80张以上。
二、主要任务
（一）修补路面
1.摸清底数。各街道于3月底前报送破损路段清单，注明长度和位置。
2.分批施工。先急后缓，先主线后支线，雨季前完成主线施工。
3.验收评定。由养护单位自查，再由市园林局组织复查。
（二）补植树木。选用本地树种，成活率不低于95%，死株及时补种。
三、保障措施
（一）加强领导。成立工作专班。一是每月调度一次进度。二是每季通报一次结果。三是年底评定一次成效。
（二）落实经费。把养护经费列入年度预算，专款专用，处置结果向社会公开。
（三）强化监督。公布监督电话，群众反映的问题三日内答复。
""".replace("制定本方案。", "制定本方案。" + "请各单位认真抓好落实。" * 80)


def planned(text: str = PLAN, name: str = "plan") -> Clean:
    root = parse(Source(text, "utf-8"), lexicon()).documents[0].root
    words = tuple(
        at.span()
        for at in re.finditer(
            "群众|场所|设施|地段|路面|长椅|街道|清单|主线|树种|经费|监督|电话|问题",
            text,
        )
    )
    return Clean(name, text, numbered(text, root, lexicon()), words=words, titled=True)


REGULATION = """\
清源县河道保洁管理办法
第一条 为了保护河道，制定本办法。
第二条 河道保洁按照下列分工进行：
（一）干流由县水务局负责；
（二）支流由镇负责；
（三）沟渠由村负责；
（四）水库由管理单位负责；
（五）池塘由承包人负责。
第三条 本办法适用于全县河道。
第四条 禁止下列行为：
（一）倾倒垃圾；
（二）排放污水；
（三）围垦河道；
（四）毁坏护岸。
第五条 违反本办法的，依法处理。
第六条 本办法自公布之日起施行。
"""


def regulated() -> Clean:
    root = parse(Source(REGULATION, "utf-8"), lexicon()).documents[0].root
    nodes = numbered(REGULATION, root, lexicon())
    title_end = REGULATION.index("\n")
    return Clean("rules", REGULATION, nodes, titled=True, title_end=title_end)


def outlined(text: str) -> Clean:
    """A clean document from an outline: two blanks a level, a label at the start of every line. No parser has a say."""
    nodes: list[Numbered] = []
    above: list[int] = []
    series: dict[int, int] = {}
    at = 0
    for line in text.splitlines(keepends=True):
        head = len(line) - len(line.lstrip(" "))
        kin, level, spoken, label = next(
            (kin, level, spoken, found)
            for kin, (pattern, level, spoken) in enumerate(FAMILIES)
            if (found := pattern.match(line, head))
        )
        ordinal = DIGITS.index(label[1]) + 1 if label[1] in DIGITS else int(label[1])
        above = above[: head // 2]
        before = nodes[series[kin]] if kin in series else None
        run = (
            before.series
            if before is not None and before.ordinal + 1 == ordinal
            else len(nodes)
        )
        series[kin] = len(nodes)
        nodes.append(
            Numbered(
                at + head,
                at + label.end(),
                label[0],
                kin,
                kin,
                level,
                ordinal,
                above[-1] if above else -1,
                run,
                spoken,
            )
        )
        above.append(len(nodes) - 1)
        at += len(line)
    return Clean("outline", text, tuple(nodes))


def without(clean: Clean, *lines: int) -> Damaged:
    """The text without some lines, counted from 1."""
    starts = [0, *(at.end() for at in re.finditer("\n", clean.text))]
    return apply(
        clean.text, [Change(starts[line - 1], starts[line], "", LOST) for line in lines]
    )


def paths(clean: Clean, *lines: int) -> dict[str, set[str]]:
    """The right paths of what survives when some lines are gone, by the rest of the line."""
    damaged = without(clean, *lines)
    return {
        damaged.text[at:].split("\n", 1)[0][-1]: {" ".join(path) for path in found}
        for at, found in truth(clean, damaged).paths.items()
    }


def losses(clean: Clean, *lines: int) -> list[tuple[str, bool]]:
    """The lost labels, and whether each is proven."""
    return [
        (clean.nodes[loss.node].label, loss.proven)
        for loss in truth(clean, without(clean, *lines)).losses
    ]


# ── the map of offsets ───────────────────────────────────────────────────────────────────────────────────


@st.composite
def changed(draw: st.DrawFn) -> tuple[str, list[Change]]:
    text = draw(st.text("甲乙丙（）12\n", max_size=40))
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8, unique=True)))
    out = []
    for start, end in zip(cuts[::2], cuts[1::2], strict=False):
        what = draw(st.sampled_from((LOST, BREAK, PUT, SWAP)))
        if what == SWAP:
            out.append(Change(start, end, "x" * (end - start), SWAP))
        elif what == LOST:
            out.append(Change(start, end, draw(st.sampled_from(("", "\n"))), LOST))
        else:
            out.append(
                Change(start, start, draw(st.text("yz", min_size=1, max_size=3)), what)
            )
    return text, out


@given(changed())
def test_each_character_is_found_again_or_known_to_be_lost(
    case: tuple[str, list[Change]],
) -> None:
    text, changes = case
    damaged = apply(text, changes)
    gone = {
        at
        for change in changes
        if change.what == LOST
        for at in range(change.start, change.end)
    }
    swapped = {
        at
        for change in changes
        if change.what == SWAP
        for at in range(change.start, change.end)
    }
    places = [damaged.there(at) for at in range(len(text))]
    assert {at for at, place in enumerate(places) if place is None} == gone
    assert [place for place in places if place is not None] == sorted(
        {p for p in places if p is not None}
    )
    for at, place in enumerate(places):
        if place is not None:
            assert damaged.text[place] == ("x" if at in swapped else text[at])


@given(changed())
def test_what_was_put_in_is_where_the_map_says(case: tuple[str, list[Change]]) -> None:
    text, changes = case
    damaged = apply(text, changes)
    for what in (LOST, BREAK, PUT, SWAP):
        wanted = [change.after for change in sorted(changes) if change.what == what]
        assert [damaged.text[start:end] for start, end in damaged.put(what)] == wanted


@given(changed())
def test_the_first_character_behind_a_place_is_the_first_not_lost(
    case: tuple[str, list[Change]],
) -> None:
    text, changes = case
    damaged = apply(text, changes)
    for at in range(len(text)):
        onward = (
            place
            for later in range(at, len(text))
            if (place := damaged.there(later)) is not None
        )
        assert damaged.behind(at) == next(onward, len(damaged.text))


def test_a_stretch_is_whole_if_nothing_in_it_is_lost_and_nothing_is_put_in() -> None:
    assert apply("一、甲乙", [Change(2, 3, "", LOST)]).whole(0, 2)
    assert not apply("一、甲乙", [Change(1, 2, "", LOST)]).whole(0, 2)
    assert not apply("一、甲乙", [Change(1, 1, "\n", BREAK)]).whole(0, 2)
    assert apply(
        "一、甲乙", [Change(0, 0, "\n", BREAK), Change(2, 2, "\n", BREAK)]
    ).whole(0, 2)
    assert apply("(一)甲", [Change(0, 1, "（", SWAP)]).whole(0, 3)


def test_changes_that_overlap_are_refused() -> None:
    with pytest.raises(ValueError, match="changes overlap at 1"):
        apply("甲乙丙", [Change(0, 2, "", LOST), Change(1, 3, "", LOST)])


# ── kinds of damage ──────────────────────────────────────────────────────────────────────────────────────

seeds = st.integers(0, 10_000)


def damaged_by(
    damage: Callable[[Clean, Random], list[Change]], seed: int
) -> tuple[Clean, Damaged]:
    clean = planned()
    return clean, apply(clean.text, damage(clean, Random(seed)))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_kind_of_damage_is_the_same_every_time(kind: Kind) -> None:
    found = [kind.damage(clean, Random(7)) for clean in (planned(), regulated())]
    assert found == [
        kind.damage(clean, Random(7)) for clean in (planned(), regulated())
    ]
    assert kind.pair or kind.garbled or any(found)


@given(seeds)
def test_dropped_lines_are_gone_and_no_other(seed: int) -> None:
    clean, damaged = damaged_by(drop_lines, seed)
    before, after = clean.text.splitlines(), damaged.text.splitlines()
    assert len(before) - len(after) == max(1, round(len(before) / 20))
    left = iter(before)
    assert all(line in left for line in after)


@given(seeds)
def test_a_lost_stretch_leaves_one_line_end(seed: int) -> None:
    clean, damaged = damaged_by(drop_stretch, seed)
    (change,) = damaged.changes
    assert damaged.text == clean.text[: change.start] + "\n" + clean.text[change.end :]
    assert "\n" in clean.text[change.start : change.end]
    assert not any(
        start < at < end for start, end in labels(clean) for at in change[:2]
    )


@given(seeds)
def test_lost_numbers_leave_their_text(seed: int) -> None:
    clean, damaged = damaged_by(drop_numbers, seed)
    assert {clean.text[change.start : change.end] for change in damaged.changes} <= {
        n.label for n in clean.nodes
    }
    assert len(damaged.text.splitlines()) == len(clean.text.splitlines())
    assert len(truth(clean, damaged).losses) == len(damaged.changes)


@given(seeds)
def test_a_cut_end_leaves_the_beginning(seed: int) -> None:
    clean, damaged = damaged_by(cut_end, seed)
    assert clean.text.startswith(damaged.text)
    assert not any(start < len(damaged.text) < end for start, end in labels(clean))


@given(seeds)
def test_joined_items_stand_behind_the_end_of_a_sentence(seed: int) -> None:
    clean, damaged = damaged_by(join_items, seed)
    assert damaged.text.replace("\n", "") == clean.text.replace("\n", "")
    for change in damaged.changes:
        assert clean.text[change.start - 1] in "。；！？"
        assert change.end in {node.start for node in clean.nodes}
    assert len(truth(clean, damaged).paths) == len(clean.nodes)


@given(seeds)
def test_wrapped_lines_are_of_one_width(seed: int) -> None:
    clean, damaged = damaged_by(wrap, seed)
    for start, end in [*damaged.put(BREAK), *damaged.put(PUT)]:
        assert damaged.text[start:end] == "\n"
        assert damaged.text[end] not in CLOSING
    assert max(map(len, damaged.text.splitlines())) <= 44 + 2
    breaks = {start for start, _ in [*damaged.put(BREAK), *damaged.put(PUT)]}
    assert (
        "".join(char for at, char in enumerate(damaged.text) if at not in breaks)
        == clean.text
    )
    assert all(
        damaged.text[start - 1] not in "。；！？：" for start, _ in damaged.put(BREAK)
    )


@given(seeds)
def test_breaks_in_mid_word_stand_in_words(seed: int) -> None:
    clean, damaged = damaged_by(break_words, seed)
    for change in damaged.changes:
        assert any(start < change.start < end for start, end in clean.words)
        assert change.after in ("\n", "\n\n")
        assert change.what == BREAK


@given(seeds)
def test_page_numbers_stand_on_lines_of_their_own(seed: int) -> None:
    clean, damaged = damaged_by(number_pages, seed)
    taken_out = damaged.text
    for start, end in reversed(list(damaged.put(PUT))):
        assert damaged.text[start] == "\n"
        assert damaged.text[end - 1] == "\n" or damaged.text[end : end + 1] in (
            "\n",
            "",
        )
        taken_out = taken_out[:start] + taken_out[end:]
    assert taken_out == clean.text
    assert len(truth(clean, damaged).paths) == len(clean.nodes)


@given(seeds)
def test_flipped_widths_mean_the_same(seed: int) -> None:
    clean, damaged = damaged_by(flip_widths, seed)
    assert normalize("NFKC", damaged.text) == normalize("NFKC", clean.text)
    assert truth(clean, damaged) == truth(clean, apply(clean.text, []))


@given(seeds)
def test_a_swapped_glyph_is_swapped_everywhere(seed: int) -> None:
    clean, damaged = damaged_by(swap_glyph, seed)
    assert RIGHT not in damaged.text
    assert damaged.text.replace(WRONG, RIGHT) == clean.text


@given(seeds)
def test_a_stray_glyph_stands_for_another_character(seed: int) -> None:
    clean, damaged = damaged_by(stray_glyph, seed)
    (at,) = (
        at
        for at, (a, b) in enumerate(zip(clean.text, damaged.text, strict=True))
        if a != b
    )
    assert damaged.text[at] == WRONG
    assert clean.text[at] != RIGHT
    assert not any(start <= at < end for start, end in labels(clean))


@given(seeds)
def test_running_heads_stand_on_lines_of_their_own(seed: int) -> None:
    clean, damaged = damaged_by(head_pages, seed)
    spans = list(damaged.put(HEAD))
    assert not spans or len(spans) >= 3
    for start, end in spans:
        assert damaged.text[start] == "\n"
        behind = damaged.text[end : end + 1]
        assert damaged.text[end - 1] == "\n" or behind in ("\n", "")
    assert len(truth(clean, damaged).paths) == len(clean.nodes)


@given(seeds)
def test_a_contents_page_stands_behind_the_title(seed: int) -> None:
    clean = planned()
    assert clean.title_end == 0  # no title is known of, so no page is put in
    clean = clean._replace(title_end=clean.text.index("\n"))
    (change,) = list_contents(clean, Random(seed))
    first, *entries = change.after.strip().split("\n")
    assert first.replace("　", "") == "目录"
    assert all(entry in clean.text.split("\n") for entry in entries)
    assert len(truth(clean, apply(clean.text, [change])).paths) == len(clean.nodes)


@given(seeds)
def test_an_excerpt_proves_nothing_of_what_stood_before(seed: int) -> None:
    clean, damaged = damaged_by(cut_beginning, seed)
    assert clean.text.endswith(damaged.text)
    found = truth(clean, damaged)
    first = min(found.nodes.values())
    if clean.nodes[first].ordinal > 1:
        assert not any(loss.proven for loss in found.losses)


@given(seeds)
def test_swapped_numbers_are_neither_lost_nor_first_nor_last(seed: int) -> None:
    clean = regulated()
    damaged = apply(clean.text, swap_numbers(clean, Random(seed)))
    found = truth(clean, damaged)
    assert not found.losses
    assert sorted(damaged.text) == sorted(clean.text)
    labels_now = [letters(next(iter(paths))[-1]) for paths in found.paths.values()]
    labels_before = [letters(node.label) for node in clean.nodes]
    assert sum(a != b for a, b in zip(labels_now, labels_before, strict=True)) == 2


@given(seeds)
def test_a_second_list_stands_below_the_parent_of_the_first(seed: int) -> None:
    clean = regulated()
    changes = restart(clean, Random(seed))
    damaged = apply(clean.text, changes)
    assert damaged.text[damaged.behind(changes[0].start)] == "一"
    above = [next(iter(paths))[:-1] for paths in truth(clean, damaged).paths.values()]
    whole = truth(clean, apply(clean.text, [])).paths.values()
    assert above == [next(iter(paths))[:-1] for paths in whole]


def test_series_with_numbers_of_two_digits_are_left_alone() -> None:
    text = "一、甲\n" + "".join(f"  {at}.乙\n" for at in range(1, 10))
    assert len(list(series(outlined(text)))) == 1
    assert _digit("10.") is None
    assert _digit("（十）") is None
    assert _digit("（三）") == (1, "一二三四五六七八九")


@given(seeds)
def test_clauses_stand_between_the_last_item_and_the_next_article(seed: int) -> None:
    clean = regulated()
    damaged = apply(clean.text, add_clauses(clean, Random(seed)))
    lines = damaged.text.split("\n")
    for start, _ in damaged.put(CLAUSE):
        place = damaged.text.count("\n", 0, start + 1)
        assert lines[place - 1].startswith("（")
        assert re.match("第[一-十]条", lines[place + 1])
    assert len(truth(clean, damaged).paths) == len(clean.nodes)


@given(seeds)
def test_closings_stand_behind_the_last_of_two_whole_items(seed: int) -> None:
    text = (
        "一、巡查\n（一）每个河段定一名河长，名单在河段两端公示，每年核对一次，变动的及时更换。\n"
        "（二）每周巡河两次，发现问题当天处置，处置不了的报区水务局，由区水务局派人处置。\n"
        "二、清淤\n（一）河道每年清淤一次，淤泥运到堆场，不得堆放在岸边，也不得掩埋在田地里。\n"
        "（二）水库每三年清淤一次，清淤期间停止供水的，应当提前七天告知用户并安排好送水。\n"
    )
    clean = outlined(text)
    damaged = apply(clean.text, add_closings(clean, Random(seed)))
    ends = [
        damaged.text[:start].rsplit("\n", 1)[-1] for start, _ in damaged.put(CLOSING)
    ]
    assert 1 <= len(ends) <= 2
    assert all(end.startswith("（二）") for end in ends)


@given(seeds)
def test_marks_of_markdown_part_no_label(seed: int) -> None:
    clean, damaged = damaged_by(mark_down, seed)
    assert re.sub(r"[*#\\-]|(?<=[#-]) ", "", damaged.text) == clean.text
    found = truth(clean, damaged)
    assert len(found.paths) == len(clean.nodes)
    assert [len(next(iter(paths))) for paths in found.paths.values()] == [
        depth_of(clean, place) for place in range(len(clean.nodes))
    ]


def depth_of(clean: Clean, place: int) -> int:
    parent = clean.nodes[place].parent
    return 1 + (depth_of(clean, parent) if parent >= 0 else 0)


@pytest.mark.parametrize("seed", range(4))
def test_text_decoded_wrongly_shows_no_character_of_its_own(seed: int) -> None:
    _, text = decode_wrongly("河道保洁工作方案" * 20, seed)
    assert "河道" not in text


def test_two_documents_keep_their_truth() -> None:
    first, second = planned(), planned()
    both = beside(first, second)
    assert [both.text[node.start : node.body] for node in both.nodes] == 2 * [
        node.label for node in first.nodes
    ]
    assert both.text[both.documents[1] :] == second.text
    assert all(both.text[start:end] in second.text for start, end in both.words)
    wanted = truth(both, apply(both.text, []))
    alone = truth(first, apply(first.text, []))
    assert list(wanted.paths.values()) == 2 * list(alone.paths.values())
    assert len({node.series for node in both.nodes}) == 2 * len(
        {node.series for node in first.nodes}
    )


# ── what is true after damage ────────────────────────────────────────────────────────────────────────────

RESTARTING = outlined(
    "一、甲\n  （一）乙\n  （二）丙\n二、丁\n  （一）戊\n  （二）己\n三、庚\n  （一）辛\n"
)
RUNNING_ON = outlined(
    "一、甲\n  （一）乙\n  （二）丙\n二、丁\n  （三）戊\n  （四）己\n三、庚\n"
)
FIRST_OF_ITS_KIND = outlined(
    "一、甲\n二、乙\n  （一）丙\n    1.丁\n  （二）戊\n三、己\n"
)
SPOKEN = outlined("一、甲\n  一是乙\n  二是丙\n  三是丁\n")


def test_without_damage_each_node_has_one_path() -> None:
    assert paths(RESTARTING) == {
        "甲": {"一"}, "乙": {"一 一"}, "丙": {"一 二"}, "丁": {"二"},
        "戊": {"二 一"}, "己": {"二 二"}, "庚": {"三"}, "辛": {"三 一"},
    }  # fmt: skip


def test_children_that_begin_again_show_that_their_parent_is_lost() -> None:
    found = paths(RESTARTING, 4)
    assert found["戊"] == {"一"}
    assert found["己"] == {"二"}
    assert found["辛"] == {"三 一"}


def test_children_that_count_on_may_stand_below_the_elder() -> None:
    found = paths(RUNNING_ON, 4)
    assert found["戊"] == {"三", "一 三"}
    assert found["己"] == {"四", "一 四"}


def test_children_of_a_lost_parent_and_its_lost_first_child_still_count_on() -> None:
    assert paths(RESTARTING, 3, 4, 5)["己"] == {"二", "一 二"}
    assert paths(RESTARTING, 4, 5)["己"] == {"二"}


def test_the_first_of_their_kind_may_stand_below_the_elder() -> None:
    found = paths(FIRST_OF_ITS_KIND, 2)
    assert found["丙"] == {"一", "一 一"}
    assert found["丁"] == {"一 1", "一 一 1"}
    assert found["戊"] == {"二", "一 二"}


def test_nothing_is_taken_out_of_a_section_that_survives() -> None:
    clean = outlined("一、甲\n  （一）乙\n    1.丙\n二、丁\n  （一）戊\n    2.己\n")
    assert paths(clean, 5)["己"] == {"二 2"}


def test_a_parent_lost_below_a_lost_parent_leaves_every_way_open() -> None:
    clean = outlined(
        "一、甲\n  （一）乙\n    1.丙\n二、丁\n  （二）戊\n    2.己\n三、庚\n"
    )
    assert paths(clean, 4, 5)["己"] == {"2", "一 2", "一 一 2"}


@pytest.mark.parametrize(
    ("clean", "lines", "wanted"),
    [
        pytest.param(RESTARTING, (4,), [("二、", True)], id="between two that survive"),
        pytest.param(RESTARTING, (7, 8), [("三、", False), ("（一）", False)], id="the last ones"),
        pytest.param(RESTARTING, (1,), [("一、", True)], id="the first, children before the second"),
        pytest.param(RESTARTING, (1, 2, 3), [("一、", False), ("（一）", False), ("（二）", False)], id="an excerpt"),
        pytest.param(RESTARTING, (5,), [("（一）", True)], id="the first below a parent"),
        pytest.param(RESTARTING, (3, 4, 5), [("（二）", False), ("二、", True), ("（一）", False)], id="counts on"),
        pytest.param(RUNNING_ON, (4, 5), [("二、", True), ("（三）", True)], id="running on across a lost parent"),
        pytest.param(RUNNING_ON, (3, 4, 5), [("（二）", True), ("二、", True), ("（三）", True)], id="more levels"),
        pytest.param(SPOKEN, (2,), [("一是", False)], id="the first of a spoken series"),
        pytest.param(SPOKEN, (3,), [("二是", True)], id="within a spoken series"),
    ],
)  # fmt: skip
def test_what_the_numbering_proves(
    clean: Clean, lines: tuple[int, ...], wanted: list[tuple[str, bool]]
) -> None:
    assert losses(clean, *lines) == wanted


def test_a_label_that_a_break_has_parted_is_not_proven_lost() -> None:
    at = RESTARTING.nodes[3].start + 1
    found = truth(RESTARTING, apply(RESTARTING.text, [Change(at, at, "\n", BREAK)]))
    assert [
        (RESTARTING.nodes[loss.node].label, loss.proven) for loss in found.losses
    ] == [("二、", False)]
    assert len(found.paths) == len(RESTARTING.nodes) - 1


def test_a_hole_lies_between_what_survives_on_both_sides() -> None:
    damaged = without(RESTARTING, 4)
    (loss,) = truth(RESTARTING, damaged).losses
    assert damaged.text[loss.start :].startswith("一、甲")
    assert damaged.text[loss.end :].startswith("三、庚")


@given(st.sets(st.integers(1, 7)), st.sampled_from((RESTARTING, RUNNING_ON)))
def test_survivors_and_losses_are_all_there_is(lines: set[int], clean: Clean) -> None:
    lines = {line for line in lines if line <= len(clean.nodes)}
    found = truth(clean, without(clean, *sorted(lines)))
    assert sorted(
        [*found.nodes.values(), *(loss.node for loss in found.losses)]
    ) == list(range(len(clean.nodes)))
    for at, place in found.nodes.items():
        assert without(clean, *sorted(lines)).text.startswith(
            clean.nodes[place].label, at
        )
        assert all(len(path) <= 1 + depth(clean.nodes) for path in found.paths[at])


# ── clean documents ──────────────────────────────────────────────────────────────────────────────────────


def test_numbered_nodes_are_those_of_the_tree() -> None:
    nodes = planned().nodes
    assert [(node.label, nodes[node.parent].label if node.parent >= 0 else "") for node in nodes[:7]] == [
        ("一、", ""), ("（一）", "一、"), ("（二）", "一、"), ("（三）", "一、"),
        ("二、", ""), ("（一）", "二、"), ("1.", "（一）"),
    ]  # fmt: skip
    assert [node.label for node in nodes if node.spoken] == ["一是", "二是", "三是"]


def test_series_are_runs_of_numbers() -> None:
    nodes = planned(
        "一、甲。\n（一）乙。\n（二）丙。\n二、丁。\n（三）戊。\n三、己。\n（一）庚。\n"
    ).nodes
    series = {
        node.series: [n.label for n in nodes if n.series == node.series]
        for node in nodes
    }
    assert sorted(series.values()) == [
        ["一、", "二、", "三、"],
        ["（一）"],
        ["（一）", "（二）", "（三）"],
    ]


@pytest.mark.parametrize(
    ("damage", "is_taken"),
    [
        pytest.param(lambda text: text, True, id="sound"),
        pytest.param(lambda text: text[:300], False, id="short"),
        pytest.param(
            lambda text: text.replace("（二）基本原则", "基本原则"), False, id="a hole"
        ),
        pytest.param(
            lambda text: text.replace("一、总体要求\n", ""), False, id="starts late"
        ),
        pytest.param(
            lambda text: re.sub("（[一二三]）|[123]\\.", "", text),
            False,
            id="one level",
        ),
        pytest.param(
            lambda text: text.replace("设施。\n（二）", "设施。（二）"),
            False,
            id="an item within a line",
        ),
        pytest.param(
            lambda text: text.replace("休闲场所", "休闲场\n所"),
            False,
            id="a break to join",
        ),
    ],
)
def test_a_document_is_taken_if_nobody_doubts_it(
    damage: Callable[[str], str], is_taken: bool
) -> None:
    assert (taken("plan", damage(PLAN), lexicon()) is not None) == is_taken


def test_only_as_many_are_chosen_as_wanted() -> None:
    of = [("bad", "无"), ("one", PLAN), ("two", PLAN), ("three", PLAN)]
    found = choose(2, lexicon(), lambda text: ((0, len(text)),), of)
    assert [clean.name for clean in found] == ["one", "two"]
    assert found[0].words == ((0, len(PLAN)),)


# ── copied texts ─────────────────────────────────────────────────────────────────────────────────────────

COPIED = """\
河岸绿道养护工作方案
为做好今年的绿道养护工作，制定本方案。
一、总体要求
（一）指导思想
坚持便民利民，把绿道建成群众满意的休闲场所。
（二）工作目标
1.年底前完成路面修补。
2.更换长椅八十张。
二、主要任务
（一）修补路面
1.各街道报送破损路段清单。
2.雨季前完成主线施工。
（二）补植树木。选用本地树种，成活率不低于95%。
"""


def copied(name: str = "copied") -> Clean:
    return planned(COPIED, name)._replace(title_end=COPIED.index("\n"))


def test_only_levels_whose_numbers_all_head_lines_lose_them() -> None:
    for seed in range(4):
        damaged = apply(COPIED, drop_levels(copied(), Random(seed)))
        assert "\n总体要求\n" in damaged.text
        assert "\n（二）补植树木。选用" in damaged.text
        assert "\n（一）指导思想\n" in damaged.text
        assert "\n1.年底前" in damaged.text
    headings = COPIED.replace("补植树木。选用", "补植树木\n选用")
    found = {
        apply(headings, drop_levels(planned(headings), Random(seed))).text.count("（")
        for seed in range(9)
    }
    assert found == {0, 4}


def test_headings_without_their_number_are_counted() -> None:
    kind = next(kind for kind in KINDS if kind.damage is drop_levels)
    score = run(kind, copied(), copied(), 0, lexicon())
    assert score is not None
    assert score.tally["bare headings"] == 2
    assert score.tally["bare headings found"] <= 2


def test_every_spelling_of_a_compilation_begins_its_documents() -> None:
    clean = beside(copied("one"), copied("two"))
    said = set()
    for seed in range(60):
        damaged = apply(clean.text, compile_documents(clean, Random(seed)))
        documents = sorted(truth(clean, damaged).documents)
        marks = [
            change.after for change in damaged.changes if change.what in (OPENING, PUT)
        ]
        said.update(mark for mark in marks if "精选" not in mark)
        for (at, _), start in zip(damaged.put(OPENING), documents, strict=False):
            assert at <= start <= at + 1  # behind an opening bracket
    assert said == {
        spelling.format(han=han, arabic=number)
        for spelling in BEFORE + BEHIND
        for number, han in enumerate("一二", 1)
    }


def test_documents_without_a_printed_title_are_not_compiled() -> None:
    bare = copied()._replace(titled=False)
    assert compile_documents(beside(bare, copied()), Random(0)) == []
    assert compile_documents(beside(copied(), bare), Random(0)) == []
    assert compile_documents(copied(), Random(0)) == []
    assert wrap_page(bare, Random(0)) == []


def test_a_page_stands_around_the_whole_document() -> None:
    clean = copied()
    damaged = apply(clean.text, wrap_page(clean, Random(3)))
    (first, begin), (end, last) = damaged.put(PAGE)
    assert (first, last) == (0, len(damaged.text))
    assert damaged.text[begin:end] == clean.text
    assert truth(clean, damaged).documents == {begin}


def test_a_line_of_a_page_in_a_section_is_a_miss() -> None:
    inside = scored(
        lambda clean, _: [
            Change(at, at, "网站地图的说明文字如下。\n", PAGE)
            for at in [clean.text.index("（二）")]
        ]
    )
    assert inside.tally["page lines"] == 1
    assert inside.tally["page lines outside"] == 0
    assert [miss.measure for miss in inside.misses if miss.measure == "page"]
    above = scored(lambda *_: [Change(0, 0, "首页\n", PAGE)])
    assert above.tally["page lines outside"] == 1


def test_changes_at_one_place_are_made_in_the_order_given() -> None:
    changes = [
        Change(1, 1, "乙", PUT),
        Change(1, 1, "丙", PUT),
        Change(0, 0, "丁", PUT),
    ]
    assert apply("甲戊", changes).text == "丁甲乙丙戊"


def test_texts_of_a_folder_come_once_each(tmp_path: FilePath) -> None:
    for name, text in (("a", "甲\n"), ("b", "甲\r\n"), ("c", "乙\n")):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    assert sorted(name for name, _ in texts(tmp_path)) == ["a.txt", "c.txt"]


# ── scores ───────────────────────────────────────────────────────────────────────────────────────────────


def scored(
    damage: Callable[[Clean, Random], list[Change]], clean: Clean | None = None
) -> Score:
    clean = clean if clean is not None else planned()
    found = run(Kind("tried", damage), clean, clean, 0, lexicon())
    assert found is not None
    return found


def drop(beginning: str) -> Callable[[Clean, Random], list[Change]]:
    """A damage that drops the first line that begins so."""

    def damage(clean: Clean, _: Random) -> list[Change]:
        found = re.search(f"^{beginning}.*\n", clean.text, re.MULTILINE)
        assert found is not None
        return [Change(*found.span(), "", LOST)]

    return damage


def change(
    start: int, end: int, after: str, what: str
) -> Callable[[Clean, Random], list[Change]]:
    """A damage of just this change."""

    def damage(_clean: Clean, _random: Random) -> list[Change]:
        return [Change(start, end, after, what)]

    return damage


def test_what_is_read_right_has_no_misses() -> None:
    score = scored(drop("为做好"))
    assert score.misses == ()
    assert (
        score.tally["nodes"]
        == score.tally["right"]
        == score.tally["read"]
        == len(planned().nodes)
    )


def test_a_path_that_is_not_the_true_one_is_a_miss() -> None:
    clean = planned()
    wrong = clean._replace(
        nodes=tuple(
            n._replace(parent=-1) if n.label == "1." else n for n in clean.nodes
        )
    )
    score = scored(drop("为做好"), wrong)
    assert [(miss.measure, miss.expected, miss.got) for miss in score.misses] == [
        ("path", "1", "二 › 一 › 1")
    ]
    assert score.tally["nodes"] - score.tally["right"] == 1
    assert sum(times for (_, right), times in score.sure.items() if not right) == 1


def test_a_node_that_is_none_is_a_miss() -> None:
    clean = planned()
    score = scored(
        drop("为做好"),
        clean._replace(nodes=tuple(n for n in clean.nodes if n.label != "三是")),
    )
    assert [(miss.measure, miss.got) for miss in score.misses] == [
        ("invented", "三 › 一 › 三是")
    ]
    assert score.tally["read"] - score.tally["right"] == 1


def test_a_proven_loss_is_found() -> None:
    score = scored(drop("（二）基本原则"))
    assert {name: score.tally[name] for name in ("proven", "found", "claimed", "claimed right")} == {
        "proven": 1, "found": 1, "claimed": 1, "claimed right": 1,
    }  # fmt: skip


def test_a_claimed_loss_that_is_none_is_a_miss() -> None:
    text = PLAN.replace("（二）基本原则", "（三）基本原则").replace(
        "（三）工作目标", "（四）工作目标"
    )
    score = scored(drop("为做好"), planned(text))
    assert [miss.measure for miss in score.misses] == ["claimed"]
    assert score.tally["claimed right"] == 0


def test_joined_breaks_are_counted_and_those_left() -> None:
    at = PLAN.index("所，设置")
    score = scored(change(at, at, "\n", BREAK))
    assert (
        score.tally["breaks joined"]
        == score.tally["joined right"]
        == score.tally["joined"]
        == 1
    )
    start = PLAN.index("为做好")
    left = scored(change(start, start, "\n", BREAK))
    assert [miss.measure for miss in left.misses] == ["break"]


def test_a_break_that_was_no_damage_must_not_be_joined() -> None:
    at = PLAN.index("所，设置")
    text = PLAN[:at] + "\n" + PLAN[at:]
    score = scored(drop("为做好"), planned(text))
    assert [miss.measure for miss in score.misses] == ["joined"]
    assert score.tally["joined right"] == 0


def test_other_breaks_that_were_put_in_count_neither_way() -> None:
    at = PLAN.index("所，设置")
    score = scored(change(at, at, "\n", PUT))
    assert score.misses == ()
    assert score.tally["joined"] == score.tally["breaks"] == 0


def test_the_break_at_a_proven_loss_is_judged_and_at_another_is_not() -> None:
    clean = planned()
    for start, end, judged in (
        ("便民利民", "分段负责", True),
        ("便民利民", "满意的", False),
    ):
        damaged = apply(PLAN, [Change(PLAN.index(start), PLAN.index(end), "\n", LOST)])
        assert bool(unjudged(damaged, truth(clean, damaged))) != judged


def test_repaired_glyphs_are_held_against_the_clean_text() -> None:
    assert (
        scored(swap_glyph).tally["repaired right"]
        == scored(swap_glyph).tally["glyphs"]
        == PLAN.count(RIGHT)
    )


def test_a_second_document_is_looked_for() -> None:
    pair = next(kind for kind in KINDS if kind.pair)
    score = run(pair, planned(), planned(), 0, lexicon())
    assert score is not None
    assert score.tally["documents"] == 2
    missed = sum(
        miss.measure == "document" and miss.got == "none does" for miss in score.misses
    )
    assert score.tally["documents right"] == 2 - missed


def test_damage_that_finds_nothing_to_do_is_no_run() -> None:
    text = PLAN.replace(RIGHT, "理")
    assert (
        run(
            Kind("glyph swapped", swap_glyph),
            planned(text),
            planned(text),
            0,
            lexicon(),
        )
        is None
    )


# ── the page ─────────────────────────────────────────────────────────────────────────────────────────────


def test_a_share_is_cut_off_not_rounded() -> None:
    assert page.share(99_999, 100_000) == "99.99 %"
    assert page.share(100, 100) == "100.00 %"
    assert page.share(1, 2) == "1 of 2"
    assert page.share(0, 0) == "–"


def test_the_page_lists_every_kind() -> None:
    scores = {kind.name: total([scored(drop("为做好"))]) for kind in KINDS}
    told = page.page(scores, [planned()], 1, real=True)
    assert all(f"| {kind.name} | 1 |" in told for kind in KINDS)
    assert "{" not in told


def test_truths_are_equal_only_if_all_is() -> None:
    assert truth(RESTARTING, without(RESTARTING, 4)) != truth(
        RESTARTING, without(RESTARTING, 5)
    )
    assert isinstance(truth(RESTARTING, without(RESTARTING)), Truth)
