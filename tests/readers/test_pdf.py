"""PDF documents: what their pages show, put in the order in which a person reads it."""

import builtins

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import planparse
from planparse.errors import DamagedError, EncryptedError, UnreadableFormatError
from planparse.readers import read

from .pdf_files import PICTURE, line, pdf, say

pytest.importorskip("pypdfium2")

LINE = "各村要把防汛责任落实到岗到人并于每月底前报送进展情况由县级"
"""As many characters as go on a line of 30, less the indent."""


def text_of(data: bytes) -> str:
    return read(data, "plan.pdf").text


def set_lines(
    *lines: str, left: float = 88, top: float = 700, pitch: float = 28
) -> bytes:
    """Return lines one below the other, a blank at a line's start being a letter's width."""
    out = b""
    for at, text in enumerate(lines):
        own = text.lstrip("\u3000")
        out += say(left + 14 * (len(text) - len(own)), top - at * pitch, own)
    return out


# ── paragraphs ────────────────────────────────────────────────────────────────────────


def test_wraps_are_rejoined_and_paragraphs_kept_apart() -> None:
    page = set_lines(
        "　　一、压实防汛责任",
        "　　" + LINE[:28],
        "县级领导包保到村，每月调度一次。",
        "　　二、排查风险隐患",
        "　　" + LINE[:28],
        "不留死角。",
    )
    assert text_of(pdf(page)) == (
        "一、压实防汛责任\n"
        f"{LINE[:28]}县级领导包保到村，每月调度一次。\n"
        "二、排查风险隐患\n"
        f"{LINE[:28]}不留死角。\n"
    )


def test_a_number_at_a_line_start_in_mid_sentence_is_no_label() -> None:
    page = set_lines(
        "　　一、压实防汛责任",
        "　　（一）各村要把责任落实到岗到人，有关情况按照前款第",
        "（三）项所列单位报送，逾期的予以通报，并由县防汛办督促，",
        "直到整改到位。",
        "　　（二）各部门要加强值守。",
        "　　二、排查风险隐患",
    )
    plan = planparse.parse(pdf(page))
    assert [section.label for section in plan.sections()] == [
        "一、", "（一）", "（二）", "二、",
    ]  # fmt: skip


def test_labels_at_the_margin_of_text_without_indents_stay_labels() -> None:
    full = "加强值守应急，做好物资储备，开展隐患排查，落实预警叫应机制"
    page = set_lines(
        f"1.{full}", "和包保责任。", f"2.{full}", f"3.{full}", "和转移责任。"
    )  # fmt: skip
    plan = planparse.parse(pdf(page))
    assert [section.label for section in plan.sections()] == ["1.", "2.", "3."]


def test_lines_that_are_as_long_as_one_another_by_chance_stay_apart() -> None:
    lines = [f"{number}、云溪区第{number}号水库除险加固" for number in range(1, 7)]
    assert text_of(pdf(set_lines(*lines))).splitlines() == lines


def test_a_paragraph_goes_on_over_the_end_of_a_page() -> None:
    rows = ["　　" + LINE[:28], LINE + "县"] * 8
    pages = (
        set_lines("　　一、压实防汛责任", *rows, "　　" + LINE[:28]),
        set_lines("县领导包保，直到整改到位。", "　　二、排查风险隐患", *rows),
    )
    source = read(pdf(*pages), "plan.pdf")
    assert f"{LINE[:28]}县领导包保，直到整改到位。\n二、" in source.text
    assert source.original is not None
    at = source.text.index("二、")
    line_ = source.original.line_at(at)
    assert line_ is not None
    assert line_.page == 2


def test_footnotes_stand_behind_the_paragraph_that_goes_on_over_the_page() -> None:
    rows = ["　　" + LINE[:28], LINE + "县"] * 8
    note = say(88, 120, "①包保责任人名单由县防汛办公布。", 9)
    pages = (
        set_lines("　　一、压实防汛责任", *rows, "　　" + LINE[:28]) + note,
        set_lines("县领导包保，直到整改到位。", "　　二、排查风险隐患", *rows),
    )
    source = read(pdf(*pages), "plan.pdf")
    assert (
        f"{LINE[:28]}县领导包保，直到整改到位。\n①包保责任人名单由县防汛办公布。\n二、"
        in source.text
    )
    assert source.original is not None
    assert "note" in {line_.role for line_ in source.original.lines}


def test_spread_letters_are_a_word_and_a_gap_is_a_blank() -> None:
    spread = b"".join(
        say(88 + 22 * at, 700, char) for at, char in enumerate("清源县人民政府")
    )
    title = say(88, 650, "第一章") + say(88 + 14 * 3 + 7, 650, "总则")
    assert text_of(pdf(spread + title)) == "清源县人民政府\n第一章 总则\n"


def test_text_stands_in_the_order_of_the_page_and_not_of_the_file() -> None:
    page = (
        say(88, 600, "二、排查") + say(88, 700, "清源县要点") + say(88, 650, "一、压实")
    )
    assert text_of(pdf(page)) == "清源县要点\n一、压实\n二、排查\n"


def test_bold_letters_that_are_drawn_twice_are_read_once() -> None:
    page = say(88, 700, "一、压实责任") + say(88.4, 700, "一、压实责任")
    assert text_of(pdf(page)) == "一、压实责任\n"


def test_slanted_letters_are_read_and_watermarks_are_not() -> None:
    page = (
        say(88, 700, "一、压实", matrix="1 0 0.3 1")
        + say(144, 700, "防汛责任")
        + say(200, 400, "内部资料", 40, matrix="0.7 0.7 -0.7 0.7")
    )
    assert text_of(pdf(page)) == "一、压实防汛责任\n"


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_page_that_is_turned_is_read_as_its_text_stands(rotate: int) -> None:
    page = say(88, 700, "一、压实责任") + say(88, 660, "二、排查隐患")
    assert text_of(pdf(page, rotate=rotate)) == "一、压实责任\n二、排查隐患\n"


@pytest.mark.parametrize(
    ("matrix", "places"),
    [("0 1 -1 0", [(100, 88), (130, 88)]), ("0 -1 1 0", [(130, 700), (100, 700)])],
)
def test_text_that_is_turned_on_its_page_is_read(
    matrix: str, places: list[tuple[int, int]]
) -> None:
    page = b"".join(
        say(x, y, text, matrix=matrix)
        for (x, y), text in zip(places, ["一、压实责任", "二、排查隐患"], strict=True)
    )
    assert text_of(pdf(page)) == "一、压实责任\n二、排查隐患\n"


# ── pages ─────────────────────────────────────────────────────────────────────────────


def test_running_heads_and_page_numbers_are_left_out() -> None:
    pages = [
        say(200, 810, "清源县防汛工作要点")
        + say(88, 700, f"{han}、压实{han}类责任")
        + say(88, 660, "各村抓好落实。")
        + say(290, 40, str(number))
        for number, han in enumerate("一二三四", 1)
    ]
    assert text_of(pdf(*pages)) == "".join(
        f"{han}、压实{han}类责任\n各村抓好落实。\n" for han in "一二三四"
    )


@pytest.mark.parametrize(
    "number", ["— 1 —", "－1－", "- 1 -", "第1页", "第 1 页 共 3 页", "Page 1 of 3"]
)
def test_a_number_that_says_that_it_is_a_page_number_is_left_out(number: str) -> None:
    page = say(88, 700, "一、压实责任") + say(260, 40, number)
    assert text_of(pdf(page)) == "一、压实责任\n"


def test_what_only_looks_like_furniture_is_kept() -> None:
    pages = [
        say(88, 740, f"{han}、{what}")
        + say(88, 712, "责任单位：县水利局")
        + say(88, 40, year)
        for han, what, year in [("一", "压实责任", "2024"), ("二", "排查隐患", "2031")]
    ]
    kept = text_of(pdf(*pages))
    assert kept.count("责任单位：县水利局") == 2
    assert "2024" in kept


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [f"左栏第{at}行文字写满这一栏的宽度啊" for at in range(1, 9)]
    right = [f"右栏第{at}行文字写满这一栏的宽度啊" for at in range(1, 9)]
    page = say(180, 780, "清源县防汛工作简报第三期")
    page += set_lines(*left, left=50, top=740, pitch=20)
    page += set_lines(*right, left=320, top=740, pitch=20)
    text = text_of(pdf(page)).replace("\n", "")
    assert text == "清源县防汛工作简报第三期" + "".join(left) + "".join(right)


def test_bookmarks_are_levels_of_headings() -> None:
    data = pdf(
        say(88, 700, "总体要求") + say(88, 660, "各村抓好落实。"),
        bookmarks=[("总体 要求", 0)],
    )
    original = read(data, "plan.pdf").original
    assert original is not None
    assert [line_.outline for line_ in original.lines] == [1, None]


def test_lines_of_a_contents_page_are_no_sections() -> None:
    page = say(280, 780, "目录")
    for at, text in enumerate(["一、压实责任", "二、排查隐患", "三、做好保障"]):
        page += say(88, 740 - 28 * at, text + "." * 40 + str(at + 2), 10)
    body = say(88, 700, "一、压实责任") + say(88, 660, "二、排查隐患")
    plan = planparse.parse(pdf(page, body))
    assert [section.label for section in plan.sections()] == ["一、", "二、"]


@pytest.mark.parametrize(
    ("head", "foot"),
    [
        ("11/29/26, 1:06 AM", "file:///plans/a.html 1/1"),
        ("2024/3/1 09:30 清源县防汛要点", "https://www.example.cn/a?b=1 1/1"),
        ("2024/3/1 下午3:05", "http://example.cn/art/1.html"),
    ],
)
def test_what_a_browser_prints_in_the_margins_is_out(head: str, foot: str) -> None:
    body = set_lines("清源县防汛要点", "一、压实责任", "二、排查隐患")
    page = say(24, 820, head, 8) + body + say(24, 16, foot, 8)
    assert text_of(pdf(page)) == "清源县防汛要点\n一、压实责任\n二、排查隐患\n"


# ── tables ────────────────────────────────────────────────────────────────────────────


def ruled(*, merged: bool = False) -> bytes:
    """Return a table of two rows and three columns below a line of text."""
    across = [line(88, y, 388, y) for y in (600, 560, 520)]
    down = [line(x, 520, x, 600) for x in (88, 288, 388)]
    down.append(line(188, 520, 188, 560 if merged else 600))
    cells = [
        (90, 580, "一、任务"),
        (290, 580, "时限"),
        (90, 540, "清淤"),
        (190, 540, "县水利局"),
    ]
    if not merged:
        cells.append((190, 580, "单位"))
    text = b"".join(say(x, y, cell, 12) for x, y, cell in cells)
    return b"".join(across + down) + text


def test_a_ruled_table_is_a_table() -> None:
    plan = planparse.parse(
        pdf(say(88, 700, "一、压实责任") + ruled() + say(88, 480, "二、排查隐患"))
    )
    assert plan.source.text == (
        "一、压实责任\n一、任务\t单位\t时限\n清淤\t县水利局\t\n二、排查隐患\n"
    )
    assert [section.label for section in plan.sections()] == ["一、", "二、"]


def test_cells_that_are_drawn_as_one_path_make_a_table() -> None:
    boxes = "".join(
        f"{x} {y} 100 40 re " for x in (88, 188) for y in (560, 520)
    ).encode()
    text = b"".join(
        say(x, y, cell, 12)
        for x, y, cell in [
            (90, 575, "任务"),
            (190, 575, "单位"),
            (90, 535, "清淤"),
            (190, 535, "水利局"),
        ]
    )
    for drawn in (boxes + b"S\n", b"q 1 0 0 1 0 0 cm " + boxes + b"s Q\n"):
        assert text_of(pdf(drawn + text)) == "任务\t单位\n清淤\t水利局\n"
    assert "\t" not in text_of(pdf(b"0.9 g " + boxes + b"f 0 g\n" + text))


def test_merged_cells_are_told() -> None:
    original = read(pdf(ruled(merged=True)), "plan.pdf").original
    assert original is not None
    (table,) = original.tables
    assert [[(cell.column, cell.columns) for cell in row] for row in table.rows] == [
        [(0, 2), (2, 1)],
        [(0, 1), (1, 1), (2, 1)],
    ]


def test_a_table_with_a_list_in_a_cell_only_lays_out_the_page() -> None:
    across = [line(88, y, 488, y) for y in (700, 660, 560)]
    down = [line(88, 560, 88, 700), line(488, 560, 488, 700), line(188, 560, 188, 660)]
    items = ["1.清淤疏浚", "2.加固堤防", "3.更新泵站"]
    page = b"".join(across + down) + say(200, 675, "清源县防汛任务", 12)
    page += say(90, 640, "工程类", 12)
    page += b"".join(say(190, 640 - 24 * at, text, 12) for at, text in enumerate(items))
    plan = planparse.parse(pdf(page))
    assert plan.source.text == "清源县防汛任务\n工程类\n" + "\n".join(items) + "\n"
    assert [section.label for section in plan.sections()] == ["1.", "2.", "3."]


def test_a_frame_around_text_is_no_table() -> None:
    frame = line(60, 800, 500, 800) + line(60, 600, 500, 600)
    frame += line(60, 600, 60, 800) + line(500, 600, 500, 800)
    source = read(
        pdf(frame + say(88, 700, "一、压实责任") + say(88, 650, "二、排查")), "-"
    )
    assert source.text == "一、压实责任\n二、排查\n"
    assert source.original is not None
    assert not source.original.tables


# ── characters ────────────────────────────────────────────────────────────────────────


def test_radicals_and_compatibility_forms_are_folded_one_to_one() -> None:
    page = say(88, 700, "⼀、⼤会召开，⻓江⻛险") + say(88, 660, "\uf98a行")
    assert text_of(pdf(page)) == "一、大会召开，长江风险\n力行\n"


def test_glyphs_without_a_character_are_told() -> None:
    page = say(88, 700, "\ue001\ue002\ue003\ue004") + say(88, 660, "一、压实责任")
    plan = planparse.parse(pdf(page))
    assert "一、压实责任" in plan.source.text
    assert [(found.code, found.start) for found in plan.findings] == [("D111", 0)]


def test_rare_characters_that_stand_for_letters_are_put_right_and_told() -> None:
    plan = planparse.parse(
        pdf(say(88, 700, "犐犆犛 目录") + say(88, 660, "一、压实责任"))
    )
    assert plan.source.text.startswith("ICS")
    assert [found.code for found in plan.findings] == ["D112"]


def test_a_rare_character_alone_is_what_it_is() -> None:
    assert "犛牛" in text_of(pdf(say(88, 700, "一、保护犛牛种群")))


# ── any bytes ────────────────────────────────────────────────────────────────────────


@given(
    cuts=st.lists(
        st.tuples(st.integers(0, 2000), st.integers(0, 40), st.binary(max_size=40)),
        max_size=6,
    )
)
@settings(max_examples=60, deadline=None)
def test_any_bytes_with_the_head_of_a_pdf_end_in_a_text_or_one_message(
    cuts: list[tuple[int, int, bytes]],
) -> None:
    data = bytearray(
        pdf(ruled(), say(88, 700, "一、压实"), bookmarks=[("一、压实", 1)])
    )
    for at, size, put in cuts:
        data[9 + at : 9 + at + size] = put
    said = ""
    try:
        read(bytes(data), "plan.pdf")
    except UnreadableFormatError as fault:
        said = str(fault)
    assert "\n" not in said


# ── what cannot be read ───────────────────────────────────────────────────────────────


def test_a_document_without_a_text_layer_is_refused() -> None:
    with pytest.raises(UnreadableFormatError, match=r"no|without a text layer.*OCR"):
        read(pdf(PICTURE), "plan.pdf")


def test_pages_without_text_between_others_are_told() -> None:
    text = say(88, 700, "一、压实责任")
    plan = planparse.parse(pdf(text, PICTURE, PICTURE, text, PICTURE))
    assert [found.message for found in plan.findings if found.code == "D113"] == [
        "no text layer on pages 2-3, 5: what they show was not read"
    ]


def test_an_encrypted_document_is_named_as_such() -> None:
    trailer = (
        f"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<{'11' * 32}>/U<{'22' * 32}>>>"
        f"/ID[<{'33' * 16}><{'33' * 16}>]"
    )
    with pytest.raises(EncryptedError, match="an encrypted PDF"):
        read(pdf(say(88, 700, "一、加密"), trailer=trailer), "plan.pdf")


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_document_that_is_cut_off_is_damaged(share: float) -> None:
    data = pdf(say(88, 700, "一、压实责任"))
    with pytest.raises(DamagedError, match="a damaged PDF"):
        read(data[: int(len(data) * share)], "plan.pdf")


def test_without_the_extra_one_line_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real = builtins.__import__

    def without(name: str, *rest: object) -> object:
        if name.startswith("pypdfium2"):
            raise ImportError(name)
        return real(name, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(UnreadableFormatError, match=r"pip install 'planparse\[pdf\]'"):
        read(pdf(say(88, 700, "一、压实责任")), "plan.pdf")
