"""OFD documents: text at places, put in the order in which a person reads it."""

import time

import pytest

import planparse
from planparse.errors import DamagedError, EncryptedError, UnreadableFormatError
from planparse.readers import read

from .docx_files import packed
from .ofd_files import ofd, path, say


def text_of(data: bytes) -> str:
    return read(data, "plan.ofd").text


def test_text_stands_in_reading_order_page_by_page() -> None:
    data = ofd(
        [
            say(30, 60, "（一）公布名单。"),
            say(30, 40, "清源县防汛工作要点"),
            say(30, 50, "一、压实责任"),
            say(95, 280, "— 1 —"),
        ],
        [say(30, 30, "二、排查隐患")],
    )
    assert (
        text_of(data)
        == "清源县防汛工作要点\n一、压实责任\n（一）公布名单。\n二、排查隐患\n"
    )
    plan = planparse.parse(data)
    assert plan.source.format == "ofd"
    assert [section.label for section in plan.sections()] == ["一、", "（一）", "二、"]


def test_text_that_is_scaled_stands_where_it_is_seen() -> None:
    data = ofd([
        say(30, 50, "压实责任", size=1, more='CTM="5 0 0 5 10 0"'),
        say(30, 50, "一、", size=5),
    ])  # fmt: skip
    assert text_of(data) == "一、压实责任\n"


def test_steps_that_are_not_given_are_the_width_of_a_letter() -> None:
    object_ = say(30, 50, "一、压实责任").replace('DeltaX="g 6 5"', "")
    assert text_of(ofd([object_, say(60, 50, "到人")])) == "一、压实责任到人\n"


def test_steps_without_end_take_no_time() -> None:
    object_ = say(30, 50, "一、压实责任").replace("g 6 5", "g 999999999 5")
    begin = time.perf_counter()
    assert text_of(ofd([object_])) == "一、压实责任\n"
    assert time.perf_counter() - begin < 5


def test_what_is_invisible_or_slanted_is_left_out() -> None:
    data = ofd([
        say(30, 50, "一、压实责任"),
        say(30, 60, "看不见", more='Visible="false"'),
        say(30, 60, "内部资料", more='CTM="0.7 0.7 -0.7 0.7 0 0"'),
    ])  # fmt: skip
    assert text_of(data) == "一、压实责任\n"


def test_text_of_a_template_stands_on_each_page_that_uses_it() -> None:
    data = ofd([say(30, 60, "县水利局")], templates=[say(30, 40, "责任单位表")])
    assert text_of(data) == "责任单位表\n县水利局\n"


def test_lines_that_are_drawn_make_a_table() -> None:
    across = "".join(f"M 30 {y} L 130 {y} " for y in (50, 60, 70))
    down = "".join(f"M {x} 50 L {x} 70 " for x in (30, 80, 130))
    cells = [(32, 52, "任务"), (82, 52, "单位"), (32, 62, "清淤"), (82, 62, "水利局")]
    data = ofd(
        [path(across + down), *(say(x, y, text, size=4) for x, y, text in cells)]
    )
    source = read(data, "plan.ofd")
    assert source.text == "任务\t单位\n清淤\t水利局\n"
    assert source.original is not None
    assert len(source.original.tables) == 1


def test_a_document_type_is_refused() -> None:
    prolog = (
        '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hosts">]>'
    )
    for data in (
        ofd([], prolog=prolog),
        ofd([say(1, 1, "&x;")], content_prolog=prolog),
    ):
        with pytest.raises(UnreadableFormatError, match="DOCTYPE"):
            read(data, "plan.ofd")


@pytest.mark.parametrize(
    ("data", "error", "said"),
    [
        (ofd([]), UnreadableFormatError, "without a text layer"),
        (ofd(), DamagedError, "no page"),
        (
            ofd([say(30, 50, "一、")], more={"Encryptions.xml": "<x/>"}),
            EncryptedError,
            "encrypted",
        ),
        (ofd([say(30, 50, "一、")])[:300], DamagedError, "a damaged document"),
        (ofd(["<ofd:TextObject>"]), DamagedError, "not well-formed"),
        (packed({"OFD.xml": "<OFD/>"}), DamagedError, "no page"),
    ],
)
def test_what_cannot_be_read_is_told(
    data: bytes, error: type[Exception], said: str
) -> None:
    with pytest.raises(error, match=said):
        read(data, "plan.ofd")


@pytest.mark.parametrize("junk", ["", "x", "1e999 nan -", "g g g", "1 2 3"])
def test_attributes_of_any_kind_end_in_a_text(junk: str) -> None:
    data = ofd([
        f'<ofd:TextObject Boundary="{junk}" CTM="{junk}" Size="{junk}">'
        f'<ofd:TextCode X="{junk}" Y="{junk}" DeltaX="{junk}">一、压实</ofd:TextCode>'
        "</ofd:TextObject>",
        path(f"M {junk} L {junk} C Z {junk}"),
    ])  # fmt: skip
    assert sorted(text_of(data).replace("\n", "").replace(" ", "")) == sorted(
        "一、压实"
    )
