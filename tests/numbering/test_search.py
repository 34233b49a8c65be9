import pytest

from planparse.tree import HEADLESS, TRUNCATED, Node, walk
from tests.laws.laws import AUTO, parsed

Outline = list[tuple[str, ...] | list[str]]


def plan(*lines: str) -> str:
    """A text of these lines; a marker alone gets a heading, and a sentence of its own."""
    return "".join(
        f"{line}加强工作。各县区要抓好落实。\n"
        if len(line) < 9 and line[-1] in "、.）)"
        else f"{line}\n"
        for line in lines
    )


def outline(text: str) -> Outline:
    """Return sections as their labels from the top down, gaps as lists of labels, in order."""
    out: Outline = []

    def add(node: Node, path: tuple[str, ...]) -> None:
        if node.kind == "section":
            path = (*path, text[node.start : node.body])
            out.append(path)
        elif node.lacuna is not None:
            out.append(list(node.lacuna.missing))
        for child in node.children:
            add(child, path)

    for document in parsed(text).documents:
        add(document.root, ())
    return out


def paths(*lines: str) -> list[str]:
    """Return the outline of a plan, a path a line, a gap as `? labels`."""
    return [
        "? " + " ".join(entry) if isinstance(entry, list) else "/".join(entry)
        for entry in outline(plan(*lines))
    ]


def nodes(text: str, kind: str) -> list[Node]:
    return [
        node
        for document in parsed(text).documents
        for node in walk(document.root)
        if node.kind == kind
    ]


# ── levels ────────────────────────────────────────────────────────────────────────────


def test_one_level() -> None:
    assert paths("一、", "二、", "三、") == ["一、", "二、", "三、"]


def test_a_level_below_another() -> None:
    assert paths("一、", "（一）", "（二）", "二、", "（一）") == [
        "一、",
        "一、/（一）",
        "一、/（二）",
        "二、",
        "二、/（一）",
    ]


def test_four_levels() -> None:
    assert paths("一、", "（一）", "1.", "（1）", "（2）", "2.", "（二）") == [
        "一、",
        "一、/（一）",
        "一、/（一）/1.",
        "一、/（一）/1./（1）",
        "一、/（一）/1./（2）",
        "一、/（一）/2.",
        "一、/（二）",
    ]


def test_a_level_may_be_skipped() -> None:
    assert paths("一、", "1.", "2.", "二、", "1.") == [
        "一、",
        "一、/1.",
        "一、/2.",
        "二、",
        "二、/1.",
    ]


def test_a_document_may_use_levels_the_other_way_round() -> None:
    assert paths(
        "1、", "一、", "二、", "2、", "一、", "二、", "3、", "一、", "二、"
    ) == [
        *(
            "1、",
            "1、/一、",
            "1、/二、",
            "2、",
            "2、/一、",
            "2、/二、",
            "3、",
            "3、/一、",
            "3、/二、",
        ),
    ]


def test_half_and_full_width_continue_one_another() -> None:
    assert paths("（一）", "(二)", "（三)") == ["（一）", "(二)", "（三)"]


def test_kin_continue_one_another() -> None:
    assert paths("一、", "1.", "2、", "3．") == [
        "一、",
        "一、/1.",
        "一、/2、",
        "一、/3．",
    ]


def test_chapters_stand_above_articles_that_run_on() -> None:
    text = (
        "第一章　总则\n第一条　为了规范。\n"
        "第二条　适用于本县。\n第二章　职责\n第三条　县局监督。\n"
    )
    assert outline(text) == [
        ("第一章",),
        ("第一章", "第一条"),
        ("第一章", "第二条"),
        ("第二章",),
        ("第二章", "第三条"),
    ]


def test_decimal_numbers_stand_below_their_prefix() -> None:
    text = "1 总则\n1.1 目的\n1.2 范围\n1.2.1 适用对象\n2 架构\n2.1 内容\n"
    assert [entry[-1].strip() for entry in outline(text)] == [
        "1",
        "1.1",
        "1.2",
        "1.2.1",
        "2",
        "2.1",
    ]
    assert [len(entry) for entry in outline(text)] == [1, 2, 2, 3, 1, 2]


# ── running on ────────────────────────────────────────────────────────────────────────


def test_numbering_may_run_on_across_parents() -> None:
    assert paths(
        "一、", "（一）", "（二）", "二、", "（三）", "（四）", "三、", "（五）"
    ) == [
        *(
            "一、",
            "一、/（一）",
            "一、/（二）",
            "二、",
            "二、/（三）",
            "二、/（四）",
            "三、",
            "三、/（五）",
        ),
    ]


def test_numbering_may_run_on_two_levels_deep() -> None:
    assert paths(
        "一、", "（一）", "1.", "2.", "（二）", "3.", "4.", "二、", "（三）", "5."
    ) == [
        *(
            "一、",
            "一、/（一）",
            "一、/（一）/1.",
            "一、/（一）/2.",
            "一、/（二）",
            "一、/（二）/3.",
            "一、/（二）/4.",
        ),
        *("二、", "二、/（三）", "二、/（三）/5."),
    ]


def test_an_inner_level_restarts_while_the_one_above_runs_on() -> None:
    assert paths(
        "一、",
        "（一）",
        "1.",
        "2.",
        "二、",
        "（二）",
        "1.",
        "2.",
        "三、",
        "（三）",
        "1.",
    ) == [
        *(
            "一、",
            "一、/（一）",
            "一、/（一）/1.",
            "一、/（一）/2.",
            "二、",
            "二、/（二）",
            "二、/（二）/1.",
            "二、/（二）/2.",
        ),
        *("三、", "三、/（三）", "三、/（三）/1."),
    ]


# ── holes ─────────────────────────────────────────────────────────────────────────────


def test_one_missing_number_is_a_hole() -> None:
    assert paths("一、", "二、", "四、", "五、") == [
        "一、",
        "二、",
        "? 三、",
        "四、",
        "五、",
    ]


def test_a_hole_lies_below_the_section_that_lost_it() -> None:
    text = plan("一、", "（一）", "（四）", "二、")
    root = parsed(text).documents[0].root
    assert [child.kind for child in root.children] == ["section", "section"]
    assert [child.kind for child in root.children[0].children][-2:] == [
        "lacuna",
        "section",
    ]


def test_a_hole_on_several_levels_is_one_lacuna() -> None:
    lines = (
        "一、",
        "（一）",
        "（二）",
        "（三）",
        "三、",
        "（九）",
        "（十）",
        "四、",
        "（十一）",
    )
    assert paths(*lines) == [
        *(
            "一、",
            "一、/（一）",
            "一、/（二）",
            "一、/（三）",
            "? 二、 （四） （五） （六） （七） （八）",
        ),
        *("三、", "三、/（九）", "三、/（十）", "四、", "四、/（十一）"),
    ]


def test_missing_labels_are_in_the_style_of_the_document() -> None:
    assert paths("1、", "2、", "5、", "6、") == [
        "1、",
        "2、",
        "? 3、 4、",
        "5、",
        "6、",
    ]
    assert paths("(一)", "(三)", "(四)") == ["(一)", "? (二)", "(三)", "(四)"]


def test_holes_at_two_places_are_two_lacunae() -> None:
    assert paths("一、", "三、", "四、", "六、") == [
        "一、",
        "? 二、",
        "三、",
        "四、",
        "? 五、",
        "六、",
    ]


def test_text_stranded_after_a_hole_is_a_fragment_outside_every_section() -> None:
    text = (
        "一、总体要求。各县区要抓好落实。\n（一）目标。各县区要健全机制，压实责任。\n（二）任务。各乡镇要成立专班，配备专职\n"
        "群众满意为止，并及时报送进展情况。\n四、保障措施。各部门要密切配合。\n（七）督查。县局要定期通报。\n"
    )
    fragments = nodes(text, "fragment")
    assert [text[node.start : node.end] for node in fragments] == [
        "群众满意为止，并及时报送进展情况。"
    ]
    assert fragments[0].status == HEADLESS
    assert fragments[0] in parsed(text).documents[0].root.children
    assert [
        text[node.start : node.body]
        for node in nodes(text, "section")
        if node.status == TRUNCATED
    ] == ["（二）"]


def test_one_hole_that_explains_all_is_better_than_two() -> None:
    assert [
        entry
        for entry in paths("一、", "（一）", "（二）", "四、", "（七）", "（八）")
        if entry.startswith("?")
    ] == ["? 二、 三、 （三） （四） （五） （六）"]


def test_a_break_beside_a_hole_is_not_joined() -> None:
    text = "一、目标。各县区要成立专班，配备专职\n群众满意为止。\n四、保障。各部门要密切配合。\n"
    assert parsed(text, repair=True).edits == ()


def test_no_hole_is_seen_where_nothing_is_missing() -> None:
    assert not nodes(
        plan("一、", "（一）", "（二）", "二、", "（三）", "三、"), "lacuna"
    )


# ── authors err ───────────────────────────────────────────────────────────────────────


def test_a_number_may_stand_twice() -> None:
    assert paths("（一）", "（二）", "（三）", "（三）", "（四）") == [
        "（一）",
        "（二）",
        "（三）",
        "（三）",
        "（四）",
    ]
    assert "N202" in [
        finding.code
        for finding in parsed(plan("（一）", "（二）", "（二）", "（三）")).findings
    ]


def test_a_smaller_number_does_not_end_the_series() -> None:
    assert paths("一、", "二、", "三、", "二、", "四、", "五、")[-2:] == [
        "四、",
        "五、",
    ]


def test_a_restart_is_no_repeat() -> None:
    assert paths("一、", "1.", "2.", "二、", "1.", "2.") == [
        "一、",
        "一、/1.",
        "一、/2.",
        "二、",
        "二、/1.",
        "二、/2.",
    ]


# ── boxes, lost parents, beginnings ───────────────────────────────────────────────────


def test_a_box_restarts_and_the_outer_series_goes_on() -> None:
    lines = ("一、", "1.", "2.", "专栏　重点工程", "1.", "2.", "3.", "3.", "4.", "二、")
    assert paths(*lines) == [
        *(
            "一、",
            "一、/1.",
            "一、/2.",
            "一、/1.",
            "一、/2.",
            "一、/3.",
            "一、/3.",
            "一、/4.",
            "二、",
        ),
    ]


def test_a_lost_parent_is_implied_where_a_later_number_proves_it() -> None:
    lines = ("一、", "（一）", "（二）", "（三）", "（一）", "（二）", "三、", "（一）")
    assert paths(*lines) == [
        *(
            "一、",
            "一、/（一）",
            "一、/（二）",
            "一、/（三）",
            "? 二、",
            "（一）",
            "（二）",
            "三、",
            "三、/（一）",
        ),
    ]


def test_no_parent_is_implied_where_none_is_missing() -> None:
    lines = ("一、", "（一）", "（二）", "（三）", "（一）", "（二）", "二、", "（一）")
    assert not [entry for entry in paths(*lines) if entry.startswith("?")]


def test_children_of_a_lost_parent_do_not_join_the_parent_before() -> None:
    text = plan(
        "一、", "（一）", "（二）", "（三）", "（一）", "（二）", "三、", "（一）"
    )
    first = parsed(text).documents[0].root.children[0]
    assert [child.ordinal for child in first.children] == [1, 2, 3]


def test_an_excerpt_begins_at_its_own_number_without_a_hole() -> None:
    assert paths("七、", "（一）", "（二）", "八、", "（一）") == [
        "七、",
        "七、/（一）",
        "七、/（二）",
        "八、",
        "八、/（一）",
    ]


def test_an_annex_begins_again_at_the_top() -> None:
    lines = ("一、", "二、", "三、", "附件1", "任务清单", "一、", "二、")
    assert paths(*lines) == ["一、", "二、", "三、", "一、", "二、"]


def test_a_list_of_annexes_holds_no_sections() -> None:
    text = plan("一、", "二、") + "附件：1.任务清单\n      2.责任分工表\n"
    assert outline(text) == [("一、",), ("二、",)]


def test_another_plan_begins_at_its_title() -> None:
    text = (
        "某县安全工作要点\n"
        + plan("一、", "二、")
        + "某县教育工作要点\n"
        + plan("一、", "二、")
    )
    assert [document.title for document in parsed(text).documents] == [
        "某县安全工作要点",
        "某县教育工作要点",
    ]


def test_a_collection_counts_its_documents() -> None:
    text = (
        "第一篇:安全工作要点\n"
        + plan("一、", "二、")
        + "第二篇:教育工作要点\n"
        + plan("一、", "二、")
    )
    assert len(parsed(text).documents) == 2
    assert outline(text) == [("一、",), ("二、",), ("一、",), ("二、",)]


# ── inside lines ──────────────────────────────────────────────────────────────────────


def test_items_run_together_are_sections() -> None:
    text = "(一)健全机制。各县要落实。(二)压实责任。各乡要配合。(三)严格考核。\n"
    assert outline(text) == [("(一)",), ("(二)",), ("(三)",)]


def test_an_inline_series_stands_below_its_item() -> None:
    text = (
        "一、重点任务\n"
        "（一）健全机制。一是专班。二是分工。三是通报。\n（二）压实责任。一是分片。二是签状。\n"
    )
    assert outline(text) == [
        ("一、",),
        ("一、", "（一）"),
        *(("一、", "（一）", label) for label in ("一是", "二是", "三是")),
        ("一、", "（二）"),
        *(("一、", "（二）", label) for label in ("一是", "二是")),
    ]


def test_words_of_order_in_a_paragraph_are_a_series() -> None:
    text = (
        "一、形势\n要抓三件事。第一，形势。第二，机遇。第三，责任。\n"
        "二、任务\n各县区要抓好落实。\n"
    )
    assert outline(text) == [
        ("一、",),
        *(("一、", label) for label in ("第一，", "第二，", "第三，")),
        ("二、",),
    ]


def test_a_word_of_order_without_a_series_is_none() -> None:
    assert outline("一、形势\n当前要抓好一件事。第三，压实责任。\n二、任务\n") == [
        ("一、",),
        ("二、",),
    ]


@pytest.mark.xfail(
    reason="a skip inside a line (2.0) costs more than to read no marker (1.4)"
)
def test_a_hole_in_an_inline_series_is_seen() -> None:
    text = (
        "一、任务\n"
        "（一）机制。一是成立专班。二是明确分工。四是定期通报。\n（二）责任。各乡要配合。\n"
    )
    assert ["三是"] in outline(text)


@pytest.mark.parametrize(
    "line",
    [
        "2015年，全县完成改造。",
        "1.5亿元用于设备更新。",
        "一、二季度经济运行平稳。",
        "三农工作稳中向好。",
        "（试行）期间按原办法执行。",
        "第一季度完成摸底。",
        "8个试点全部建成。",
    ],
)
def test_a_line_that_only_looks_like_an_item_is_a_paragraph(line: str) -> None:
    assert outline(
        f"一、目标\n各县区要抓好落实。\n{line}\n二、任务\n各县区要抓好落实。\n"
    ) == [
        ("一、",),
        ("二、",),
    ]


def test_a_reference_to_an_item_is_none() -> None:
    text = (
        "第一条　县局负责监督。\n第二条　违反前款第（二）项、第一条规定的，责令改正。\n"
    )
    assert outline(text) == [("第一条",), ("第二条",)]


# ── certainty ─────────────────────────────────────────────────────────────────────────


def margins(*lines: str) -> list[float]:
    return [
        node.margin
        for node in nodes(plan(*lines), "section")
        if node.margin is not None
    ]


def test_a_plain_series_is_read_without_doubt() -> None:
    assert min(margins("一、", "二、", "三、")[1:]) > 2


def test_a_marker_that_needed_a_later_one_to_be_understood_is_not_beyond_doubt() -> (
    None
):
    assert (
        margins("一、", "（一）", "（二）", "（一）", "二、")[3]
        < margins("一、", "（一）", "（二）", "（三）", "二、")[3]
    )


def test_every_section_has_a_family_and_a_number() -> None:
    text = plan("一、", "（一）", "1.", "（1）", "①加强工作。")
    found = [
        (AUTO.families[node.family or 0].name, node.ordinal)
        for node in nodes(text, "section")
    ]
    assert found == [
        ("hanzi-dun", 1),
        ("hanzi-paren", 1),
        ("arabic-dot", 1),
        ("arabic-paren", 1),
        ("circled", 1),
    ]
