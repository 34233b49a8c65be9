"""Text that came through the wrong hands is recognised, and undone where that is exact."""

from collections.abc import Callable

import pytest

from planparse.grammar.shipped import common_characters
from planparse.text.garbled import garbled, is_lost, is_markup

PLAN = (
    "清源县绿道养护方案\n一、总体要求\n坚持便民利民，保障通行安全，加强日常巡查和设施维护。\n"
    "二、主要任务\n（一）修补路面。年内完成十处，同步更换破损护栏。\n（二）补植树木。汛前完成。\n"
)
COMMON = common_characters()

_WINDOWS = {
    byte: bytes([byte]).decode("cp1252", "replace") for byte in range(0x80, 0xA0)
}


def as_windows(data: bytes) -> str:
    """Bytes as a program on Windows shows them that takes them for its own encoding."""
    text = data.decode("latin-1")
    return "".join(
        char if (shown := _WINDOWS.get(ord(char), char)) == "\ufffd" else shown
        for char in text
    )


def escaped(text: str) -> str:
    return "".join(char if char.isascii() else f"\\u{ord(char):04x}" for char in text)


@pytest.mark.parametrize(
    ("way", "garble"),
    [
        ("GB18030 as Latin-1", lambda text: text.encode("gbk").decode("latin-1")),
        ("GB18030 as Latin-1", lambda text: as_windows(text.encode("gbk"))),
        ("UTF-8 as Latin-1", lambda text: text.encode().decode("latin-1")),
        ("UTF-8 as Latin-1", lambda text: as_windows(text.encode())),
        ("HZ as ASCII", lambda text: text.encode("hz").decode("ascii")),
        ("UTF-7 as ASCII", lambda text: text.encode("utf-7").decode("ascii")),
        ("entities", lambda text: text.encode("ascii", "xmlcharrefreplace").decode()),
        ("entities", lambda text: "".join(f"&#x{ord(char):x};" for char in text)),
        ("escapes", escaped),
    ],
)
def test_what_can_be_undone_is(way: str, garble: Callable[[str], str]) -> None:
    found = garbled(garble(PLAN), COMMON)
    assert found is not None
    assert found.way == way
    assert found.text == PLAN


def test_utf8_read_as_gb18030_is_undone_where_no_byte_was_lost() -> None:
    pairs = [
        "清源",
        "县绿",
        "养护",
        "方案",
        "加强",
        "管理",
        "工作",
        "城市",
        "建设",
        "发展",
    ]
    text = "".join(word for word in pairs * 6 if _survives(word))
    found = garbled(text.encode().decode("gb18030"), COMMON)
    assert found is not None
    assert found.way == "UTF-8 as GB18030"
    assert found.text == text


def _survives(word: str) -> bool:
    try:
        return word.encode().decode("gb18030").encode("gb18030") == word.encode()
    except UnicodeDecodeError:
        return False


@pytest.mark.parametrize(
    "text",
    [
        PLAN,
        PLAN.encode("big5", "ignore").decode("big5"),
        "a plain ASCII text, 1+1=2 and x+abcd-y\n" * 20,
        "Ein Plan für die Grünflächen, geprüft und für gut befunden. Größe: ähnlich.\n"
        * 9,
        "~{not hz~}\n",
        "&#8226; 一、目标\n&#8226; 二、任务\n",
        "",
    ],
)
def test_sound_text_is_left_alone(text: str) -> None:
    assert garbled(text, COMMON) is None
    assert not is_lost(text)
    assert not is_markup(text)


def test_question_marks_are_what_is_left_of_characters() -> None:
    assert is_lost(PLAN.encode("ascii", "replace").decode())
    assert not is_lost(PLAN.replace("。", "？"))
    assert not is_lost("？？？")


def test_the_source_of_a_web_page_is_markup() -> None:
    lines = "".join(f"<p class='a'>{line}</p>\n" for line in PLAN.splitlines())
    assert is_markup(f"<html><body>{lines}</body></html>")
    assert not is_markup(PLAN.replace("方案", "<方案>"))
