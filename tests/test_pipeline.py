"""The tree's own rules, where an example of the specification would say too little."""

import pytest

from planparse import pipeline
from planparse.pipeline import parse
from planparse.text.dictionary import DICTIONARY
from planparse.text.encoding import decode
from planparse.tree import walk
from tests.conftest import SAMPLES
from tests.laws.laws import AUTO, hold, lines, parsed, records

NAMES = sorted(path.name for path in SAMPLES.iterdir() if path.is_file())


@pytest.mark.parametrize("name", NAMES)
def test_without_checks_all_but_the_findings_is_the_same(name: str) -> None:
    source = decode((SAMPLES / name).read_bytes(), name)
    whole, unchecked = parse(source, AUTO), parse(source, AUTO, check=False)
    for field in ("documents", "strays", "edits", "pages", "tables"):
        assert getattr(unchecked, field) == getattr(whole, field)
    left = [found for found in whole.findings if found in unchecked.findings]
    assert left == [*unchecked.findings]
    repaired = {found for found in whole.findings if found.code in ("T304", "T305")}
    assert repaired <= set(unchecked.findings)


@pytest.mark.parametrize("dashes", ["", "——"])
def test_the_occasion_of_a_report_is_no_title(dashes: str) -> None:
    occasion = f"{dashes}2024年1月9日在市第三届人民代表大会第四次会议上"
    titled = parsed(f"政府工作报告\n{occasion}\n一、回顾\n二、打算\n")
    assert titled.documents[0].title == "政府工作报告"
    assert lines(titled, "subtitle") == [occasion]
    bare = parsed(f"{occasion}\n一、回顾\n二、打算\n")
    assert bare.documents[0].title is None
    assert lines(bare, "subtitle") == [occasion]


def test_a_web_page_whose_document_is_yet_to_come_is_stray() -> None:
    text = "来源：市水务局\n发布日期：2024-01-09\n"
    hold(text)
    found = parsed(text)
    assert [node.kind for node in found.strays] == ["paragraph", "paragraph"]
    assert [document.root.children for document in found.documents] == [()]


def test_blanks_before_a_line_outside_of_any_document_are_no_label() -> None:
    text = "    来源：市水务局\n    发布日期：2024-01-09\n河道保洁方案\n一、清漂\n二、清淤\n"
    hold(text)
    strays = [row for row in records(parsed(text)) if row["doc"] == 0]
    assert [(row["label"], row["text"]) for row in strays] == [
        (None, "来源：市水务局"),
        (None, "发布日期：2024-01-09"),
    ]


def test_a_caption_stands_beside_the_series_it_heads() -> None:
    found = parsed(
        "一、任务\n（一）清漂\n1.水面。\n2.岸坡。\n"
        "专栏一 保洁工程\n1.打捞。\n2.转运。\n（二）清淤\n"
    )
    item = next(
        node
        for node in walk(found.documents[0].root)
        if node.kind == "section" and node.ordinal == 2
    )
    assert found.source.text[item.start : item.end] == "2.岸坡。"
    assert item.text.end - item.text.start == 3  # its sentence is its text, no heading


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("一、开放时间为8:30至17：00：周一闭馆。", "开放时间为8:30至17：00"),
        (
            "一、报送（地址：https://example.org）：逾期不候。",
            "报送（地址：https://example.org）",
        ),
        ("一、落实《河道保洁：若干措施》。按月通报。", "落实《河道保洁：若干措施》"),
        ("一、报送（地址：市水务局。", "报送（地址"),
    ],
)
def test_no_mark_inside_a_whole_ends_a_heading(text: str, heading: str) -> None:
    found = parsed(text + "\n二、其他\n")
    section = found.documents[0].root.children[0]
    assert text[section.heading.start : section.heading.end] == heading


def test_marks_that_cross_are_told_and_nested_ones_are_not() -> None:
    deep = "（" * 40 + "一" + "）" * 40
    assert [finding.code for finding in parsed(f"{deep}\n").findings] == []
    assert [finding.code for finding in parsed("（甲《乙）丙》\n").findings] == [
        "T303",
        "T303",
    ]


def test_many_marks_without_a_partner_are_told_in_sum() -> None:
    marks = "（" * 29 + "《" * 3 + "“" + "(" * 2000
    found = [
        tuple(finding)
        for finding in parsed(f"{marks}\n").findings
        if finding.code == "T303"
    ]
    assert found[0] == ("T303", 0, 1, ("（",))
    assert found[30:] == [("T303", 30, len(marks), ("《×2 “×1 (×2000",))]


def test_claims_are_counted_on_the_level_they_mean() -> None:
    found = parsed(
        "工作安排如下，共4项，共2项：\n一、甲\n（一）子。\n（二）丑。\n二、乙\n（三）寅。\n（五）辰。\n"
    )
    assert [
        (claim.declared, claim.found, claim.lost) for claim in found.documents[0].claims
    ] == [(4, 4, 1), (2, 2, 0)]


@pytest.mark.parametrize(
    ("before", "claims"),
    [
        (
            "从水质等5个方面细化22项指标，重点从三个方面发力：",
            [(3, 3)],
        ),  # of two counts the nearest is the list's
        (
            "重点抓好以下三个方面工作。各镇要在四个方面动真格。",
            [(3, 3)],
        ),  # … unless another one holds
        ("重点抓好以下两个方面工作。各镇要在四个方面动真格。", [(4, 3)]),
        (
            "全面加强清漂、清淤、护岸、补绿四个方面工作。",
            [],
        ),  # what is named before is summed up
        ("从巡查、保洁、执法等5个方面推进：", []),
        ("统筹城镇和乡村两个方面：", []),
        ("只有这四个方面都做好，河道才能变清。", []),
        ("坚持治标、治本，抓好两个方面：", [(2, 3)]),
        ("坚持治标和治本抓好两个方面：", [(2, 3)]),  # after a verb nothing is summed up
        ("一抓清漂、二抓清淤、三抓护岸三个方面：", [(3, 3)]),  # summed up and listed
        (
            "现有标准共计31项，并为今后留有余地。",
            [],
        ),  # in mid-sentence a sum is of something else
        ("全年重点任务共31项。", [(31, 3)]),
    ],
)
def test_a_count_is_held_against_the_list_that_it_announces(
    before: str, claims: list[tuple[int, int]]
) -> None:
    found = parsed(
        f"一、重点工作\n{before}\n（一）清漂。\n（二）清淤。\n（三）护岸。\n二、保障\n"
    )
    assert [
        (claim.declared, claim.found) for claim in found.documents[0].claims
    ] == claims


def test_the_items_announced_may_stand_below_headings_of_their_own() -> None:
    found = parsed(
        "现制定以下三条举措。\n一、对象\n本市企业。\n二、内容\n1.补贴。\n2.培训。\n3.奖励。\n"
    )
    assert [(claim.declared, claim.found) for claim in found.documents[0].claims] == [
        (3, 3)
    ]


def test_a_contents_page_is_known_by_its_first_line_coming_again() -> None:
    listed = parsed(
        "目录\n一、清漂\n二、清淤\n一、清漂 各镇每日打捞。\n二、清淤 各镇每年一次。\n"
    )
    assert lines(listed, "contents") == ["目录", "一、清漂", "二、清淤"]
    assert lines(parsed("目录\n一、清漂\n二、清淤\n"), "contents") == []


@pytest.mark.parametrize(
    ("text", "missing", "code"),
    [
        (
            "一、总体安排\n供水保障\n（一）水源。\n排水防涝\n（二）泵站。\n四、节水\n",
            "二、 三、",
            "N205",
        ),  # （一）（二） run through
        (
            "一、总体安排\n供水保障\n（一）水源。\n（二）泵站。\n四、节水\n",
            "二、 三、",
            "N201",
        ),  # text may be lost as well
        (
            "一、主要任务\n供水保障。保证各水厂全年安全运行。\n（二）排水防涝。汛前清淤。\n",
            "（一）",
            "N205",
        ),
        (
            "一、主要任务\n全年供水安全，无一中断，水质达标。\n（二）排水防涝。汛前清淤。\n",
            "（一）",
            "N201",
        ),
    ],
)
def test_numbers_lost_from_headings_that_stand_are_no_lost_text(
    text: str, missing: str, code: str
) -> None:
    parse = parsed(text)
    (lacuna,) = [
        node.lacuna
        for document in parse.documents
        for node in walk(document.root)
        if node.lacuna is not None
    ]
    assert " ".join(lacuna.missing) == missing
    assert [finding.code for finding in parse.findings] == [code]


def test_a_caption_or_a_cell_heads_nothing() -> None:
    prose = (
        "全年完成河道清淤三十公里，补种岸坡乔木两千株，"
        "沿线垃圾日产日清，群众投诉比上年减少一半以上。"
    )
    parse = parsed(
        f"一、安排\n图 3 工作流程\n{prose}\n项目\n单位\n{prose}\n工作目标\n{prose}\n"
    )
    text = parse.source.text
    titled = [
        node
        for node in walk(parse.documents[0].root)
        if node.kind in ("paragraph", "heading") and any(node.heading)
    ]
    assert [
        text[slice(*node.heading)]
        for node in titled
        if node.heading.end > node.heading.start
    ] == ["工作目标"]


def test_a_quotation_that_ends_in_an_ascii_mark_is_closed() -> None:
    assert (
        parsed('打造“高标准"队伍，用好“三清"和"三查"，建立（“一河一长"）。\n').findings
        == ()
    )
    assert [
        finding.start
        for finding in parsed('打造“高标准队伍和"三清"。\n“三查\n"\n').findings
    ] == [2, 15]


def test_a_long_text_lets_go_of_the_dictionary_and_a_short_one_keeps_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = "一、抓好安全生\n产工作。\n"
    for longest, is_kept in ((len(text), True), (len(text) - 1, False)):
        monkeypatch.setattr(pipeline, "_LONG", longest)
        assert DICTIONARY._file is not None
        parsed(text)
        assert (DICTIONARY._mapped is not None) == is_kept
