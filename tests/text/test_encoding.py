import re
from hashlib import sha256
from itertools import product
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from planparse.text.encoding import (
    Damage,
    Source,
    UnknownEncodingError,
    decode,
    sha256_of,
    to_bytes,
)
from planparse.text.lines import Lines
from planparse.text.mojibake import common_share
from planparse.text.sniffing import printed

PLAN = (
    "2023年安全生产工作要点\n"
    "一、压实责任，强化监管\n"
    "（一）各乡镇要在6月底前完成一轮排查。对发现的问题建立台账，逐项销号。\n"
    "1、县应急局牵头，其他部门配合。𠮷祥村先行试点。\n"
)
COMMON = frozenset(
    (Path(__file__).parents[2] / "grammars" / "common-characters.txt")
    .read_text(encoding="utf-8")
    .strip()
)
CODECS = ["utf-8", "gb18030", "utf-16-le", "utf-16-be"]
NAMES = [
    "utf-8",
    "utf-8-sig",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "gb18030",
    "gbk",
    "gb2312",
]

# Bytes near what real files hold: sound text in some encoding, with bytes cut, put in, or a mark before it.
fragments = st.one_of(
    st.binary(max_size=8),
    st.builds(
        lambda text, codec: text.encode(codec),
        st.text(max_size=8),
        st.sampled_from(CODECS),
    ),
    st.sampled_from(
        [
            b"\xef\xbb\xbf",
            b"\xff\xfe",
            b"\xfe\xff",
            b"\x84\x31\x95\x33",
            bytes(16),
            b"\xef\xbf\xbd",
        ]
    ),
)
hostile = st.lists(fragments, max_size=8).map(b"".join)


# --- bytes come back ---


@given(hostile, st.none() | st.sampled_from(NAMES))
@example(b"\xff\xfe\x00\xd8", None)
@example(b"\xff\xfe\x00\xdc\x00\xd8a", None)
@example(b"\x81\x30", "gb18030")
@example(
    b"\xff00", "gb18030"
)  # Python's incremental decoder drops the 00 when it finishes
@example(b"\xed\xa0\x80\xed\xb2\x80", "utf-8")
@example(b"\xef\xbf\xbd\xff\xe4\xb8", "utf-8")
def test_any_bytes_are_decoded_and_come_back(data: bytes, encoding: str | None) -> None:
    source = decode(data, encoding=encoding)
    assert to_bytes(source) == data
    source.text.encode("utf-8")  # no lone surrogate
    done = 0
    for damage in source.damage:
        assert done <= damage.start < damage.end <= len(source.text)
        assert source.text[damage.start : damage.end] == "\ufffd"
        assert damage.data
        done = damage.end


@given(st.text(), st.sampled_from(CODECS))
def test_sound_text_has_no_damage(text: str, codec: str) -> None:
    text = text.removeprefix("\ufeff")
    assert decode(text.encode(codec), encoding=codec) == Source(text, codec)


def test_gb18030_gives_back_every_sequence_of_two_and_four_bytes() -> None:
    high = range(0x81, 0xFF)
    digits = range(0x30, 0x3A)
    pairs = [bytes(pair) for pair in product(high, range(0x100))]
    # the four-byte leads of the basic plane, the first and the last of the others, and some unassigned
    leads = [0x81, 0x82, 0x83, 0x84, 0x85, 0x8F, 0x90, 0x95, 0xE3, 0xE4, 0xFE]
    fours = [bytes(four) for four in product(leads, digits, high, digits)]
    unlike = [
        data
        for data in pairs + fours
        if to_bytes(decode(data, encoding="gb18030")) != data
    ]
    assert unlike == []


@pytest.mark.parametrize("codec", CODECS)
def test_every_short_run_of_awkward_bytes_comes_back(codec: str) -> None:
    awkward = (0x00, 0x30, 0x41, 0x80, 0x81, 0xC4, 0xD8, 0xDC, 0xE4, 0xFF)
    runs = [bytes(run) for size in range(5) for run in product(awkward, repeat=size)]
    unlike = [data for data in runs if to_bytes(decode(data, encoding=codec)) != data]
    assert unlike == []


def test_a_file_that_holds_the_replacement_character_itself_is_not_damaged() -> None:
    assert decode("县\ufffd局".encode()).damage == ()


# --- damage ---


def test_damage_is_one_replacement_a_run_of_bytes() -> None:
    source = decode(
        "县".encode() + b"\xff\xfe\xff" + "局".encode() + b"\x80", encoding="utf-8"
    )
    assert source.text == "县\ufffd局\ufffd"
    assert source.damage == (Damage(1, 2, b"\xff\xfe\xff"), Damage(3, 4, b"\x80"))


def test_damage_in_utf16_is_a_lone_surrogate_or_an_odd_byte() -> None:
    data = "县".encode("utf-16-le") + b"\x00\xd8" + "局".encode("utf-16-le") + b"\x41"
    source = decode(data, encoding="utf-16-le")
    assert source.text == "县\ufffd局\ufffd"
    assert source.damage == (Damage(1, 2, b"\x00\xd8"), Damage(3, 4, b"\x41"))


def test_damage_in_gb18030_leaves_the_digits_after_a_bad_byte() -> None:
    source = decode("县".encode("gb18030") + b"\xff" + b"30", encoding="gb18030")
    assert source.text == "县\ufffd30"
    assert source.damage == (Damage(1, 2, b"\xff"),)


def test_bytes_at_the_end_that_nothing_can_complete_are_no_cut_character() -> None:
    assert decode(b"\x81\x30\x30", encoding="gb18030").text == "\ufffd00"
    assert decode(b"\xff0", encoding="gb18030").text == "\ufffd0"


def test_a_cut_character_of_four_bytes_is_one_damage() -> None:
    cut = "𠮷".encode("gb18030")[:3]
    source = decode("县".encode("gb18030") + cut, encoding="gb18030")
    assert source.text == "县\ufffd"
    assert source.damage == (Damage(1, 2, cut),)


# --- which encoding ---


@pytest.mark.parametrize("codec", CODECS)
def test_recognised_without_a_mark(codec: str) -> None:
    assert decode(PLAN.encode(codec)) == Source(PLAN, codec)


@pytest.mark.parametrize("codec", CODECS)
def test_recognised_wherever_it_is_cut(codec: str) -> None:
    data = PLAN.encode(codec)
    for length in range(1, len(data) + 1):
        source = decode(data[:length])
        # ASCII alone is UTF-8, and so is a lone high byte after it: either may be cut there
        if sum(byte > 0x7F for byte in data[:length]) > 1:
            assert source.encoding == codec, length
        if source.encoding == codec:
            assert PLAN.startswith(source.text.rstrip("\ufffd")), length
            assert len(source.damage) <= 1, length


@pytest.mark.parametrize(
    ("mark", "codec", "encoding"),
    [
        (b"\xef\xbb\xbf", "utf-8", "utf-8-sig"),
        (b"\xff\xfe", "utf-16-le", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be", "utf-16-be"),
        (b"\x84\x31\x95\x33", "gb18030", "gb18030"),
    ],
)
@pytest.mark.parametrize("text", [PLAN, "", "县"])
def test_a_mark_decides_and_is_no_text(
    mark: bytes, codec: str, encoding: str, text: str
) -> None:
    source = decode(mark + text.encode(codec), "要点.txt")
    assert source == Source(text, encoding, "要点.txt", mark)


def test_only_the_first_mark_is_no_text() -> None:
    assert decode(b"\xef\xbb\xbf\xef\xbb\xbfa").text == "\ufeffa"


def test_a_mark_cut_in_two_is_damage() -> None:
    assert decode(b"\xef\xbb").damage == (Damage(0, 1, b"\xef\xbb"),)


@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
def test_recognised_with_a_bad_byte_in_it(codec: str) -> None:
    data = PLAN.encode(codec)
    for place in range(0, len(data), 7):
        assert decode(data[:place] + b"\xff" + data[place:]).encoding == codec, place


def test_a_tie_goes_to_utf8() -> None:
    assert decode(b"\xff").encoding == "utf-8"
    assert decode(b"").encoding == "utf-8"


@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
def test_a_few_nuls_do_not_make_it_utf16(codec: str) -> None:
    data = PLAN.encode(codec)
    assert decode(data[:40] + b"\0" + data[40:]).encoding == codec


@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
@pytest.mark.parametrize("size", [511, 512, 4096])
def test_a_hole_of_nuls_does_not_make_it_utf16(codec: str, size: int) -> None:
    data = PLAN.encode(codec)
    assert decode(data[:40] + bytes(size) + data[40:]).encoding == codec


@pytest.mark.parametrize("order", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "text", ["一、一把手负总责\n", "Plan 2023\r\n", "全文\n", "1.抓一批\n2.带一片\n"]
)
def test_the_order_of_utf16_is_seen_beside_characters_with_a_zero_byte(
    order: str, text: str
) -> None:
    assert decode(text.encode(order)) == Source(text, order)


@pytest.mark.parametrize("name", ["gbk", "GB2312", "cp936", "gb18030"])
def test_gbk_and_gb2312_are_read_as_gb18030(name: str) -> None:
    assert decode("𠮷祥村".encode("gb18030"), encoding=name) == Source(
        "𠮷祥村", "gb18030"
    )


@pytest.mark.parametrize("name", ["utf-8", "UTF8", "utf-8-sig", "ascii"])
def test_a_named_utf8_may_have_a_mark_or_none(name: str) -> None:
    assert decode("县".encode(), encoding=name) == Source("县", "utf-8")
    assert decode("县".encode("utf-8-sig"), encoding=name) == Source(
        "县", "utf-8-sig", bom=b"\xef\xbb\xbf"
    )


@pytest.mark.parametrize("order", ["utf-16-le", "utf-16-be"])
def test_a_named_utf16_finds_its_order(order: str) -> None:
    data = "全县工作要点".encode(order)  # no NUL in it
    assert decode(data, encoding="utf-16") == Source("全县工作要点", order)
    assert decode("\ufeff县".encode(order), encoding="utf-16").text == "县"


def test_a_named_encoding_stands_against_the_evidence() -> None:
    assert decode("县".encode(), encoding="gb18030").encoding == "gb18030"


@pytest.mark.parametrize(
    "name", ["utf-9", "rot13", "base64", "idna", "undefined", "", "utf\0-8", "编码"]
)
def test_an_unknown_encoding_says_what_to_name(name: str) -> None:
    with pytest.raises(UnknownEncodingError) as error:
        decode(b"a", encoding=name)
    assert str(error.value) == (
        f"unknown encoding {name!r}: name one that Python knows, such as utf-8, "
        "utf-16, gb18030 (which contains gbk and gb2312), big5 or hz; or leave the "
        "encoding out to have it recognised"
    )


@pytest.mark.parametrize(
    "name",
    ["big5", "hz", "utf-7", "latin-1", "cp1252", "utf-32", "euc-jp", "iso2022-jp"],
)
def test_every_encoding_of_text_can_be_named(name: str) -> None:
    text = "一月\n二月" if name not in ("latin-1", "cp1252") else "ab\n\u00b7"
    data = text.encode(name)
    source = decode(data, encoding=name)
    assert source.text == text
    assert to_bytes(source) == data


@pytest.mark.parametrize(
    "name", ["big5", "hz", "utf-7", "cp1252", "utf-32", "utf-32-be", "shift_jis"]
)
@given(data=st.binary(max_size=60))
def test_named_encodings_give_back_any_bytes(name: str, data: bytes) -> None:
    source = decode(data, encoding=name)
    assert to_bytes(source) == data
    source.text.encode("utf-8")  # no lone surrogate


def test_bytes_that_a_named_encoding_does_not_know_are_told() -> None:
    source = decode("一月".encode("big5") + b"\xff\n", encoding="big5")
    assert source.text == "一月\ufffd\n"
    assert [(entry.start, entry.data) for entry in source.damage] == [(2, b"\xff")]


FIRST = "清源县绿道养护方案\n一、目标\n年内修补路面十处，补种行道树三百株。\n"
SECOND = "清源县步道养护方案\n一、目标\n年内更换护栏两百米，清理排水沟五公里。\n"


@pytest.mark.parametrize(("before", "after"), [("gbk", "utf-8"), ("utf-8", "gbk")])
def test_each_part_of_a_file_is_read_by_its_own_encoding(
    before: str, after: str
) -> None:
    data = FIRST.encode(before) + SECOND.encode(after)
    source = decode(data)
    assert source.text == FIRST + SECOND
    assert [part.encoding for part in source.parts] == [
        name.replace("gbk", "gb18030") for name in (before, after)
    ]
    assert [source.text[part.start : part.end] for part in source.parts] == [
        FIRST,
        SECOND,
    ]
    assert to_bytes(source) == data


def test_encodings_may_change_more_than_once() -> None:
    data = FIRST.encode("gbk") + SECOND.encode() + b"\n" + FIRST.encode("gbk")
    source = decode(data)
    assert source.text == FIRST + SECOND + "\n" + FIRST
    assert to_bytes(source) == data


def test_damage_in_one_of_two_encodings_is_kept() -> None:
    data = FIRST.encode("gbk") + SECOND.encode()[:-7] + b"\xff\xfe\n"
    source = decode(data)
    assert [entry.data for entry in source.damage] == [b"\xff\xfe"]
    assert to_bytes(source) == data


def test_a_word_that_may_be_either_makes_no_second_encoding() -> None:
    data = FIRST.encode("gbk") + "联通\n".encode("gbk") + FIRST.encode("gbk")
    source = decode(data)
    assert source.encoding == "gb18030"
    assert source.parts == ()
    torn = FIRST.encode() + SECOND.encode()[:7] + b"\n" + FIRST.encode()
    assert decode(torn).parts == ()


@given(
    data=st.lists(
        st.sampled_from(
            [FIRST.encode(), SECOND.encode("gbk"), b"\xff\n", b"a\n", b"\n"]
        )
    )
)
def test_any_sequence_of_encodings_gives_back_its_bytes(data: list[bytes]) -> None:
    source = decode(b"".join(data))
    assert to_bytes(source) == b"".join(data)
    ends = [0, *(part.end for part in source.parts)]
    assert [part.start for part in source.parts] == ends[: len(source.parts)]


@pytest.mark.parametrize("codec", ["utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_utf32_is_read(codec: str, mark: str) -> None:
    data = (mark + FIRST).encode(codec)
    source = decode(data)
    assert source.text == FIRST
    assert source.encoding == codec
    assert to_bytes(source) == data


def test_sha256_is_of_the_bytes() -> None:
    assert (
        sha256_of(b"")
        == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    )
    assert sha256_of(PLAN.encode()) == sha256(PLAN.encode()).hexdigest()


# --- no text at all ---


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("planparse: '0.1.0'\nschema: 1\n", "yaml"),
        ("---\nplanparse: 0.1.0\n", "yaml"),
        ('{"planparse":"0.1.0"', "json"),
        ('{"id":"d1","parent":null,"doc":1', "nodes"),
        ('{"id":"5bf84d33463b6e75:0-281","text":"防汛', "lines"),
        (r'{"name":"a\"b.txt","status":"done","sha256":', "lines"),
        ('{"name":"a.txt","status":"failed","message":', "lines"),
        ('{"source":"a.txt","sha256":"8c8d', "lines"),
        ('{"asked":"第三条","source":"a.txt"', "lines"),
        ('{"status":"exact","source":"a.txt"', "lines"),
        ('{"name":"a.txt","status":"在建"', None),
        ('{"name":"' + "\\" * 100_001, None),
        ("planparse 的用法：\n一、安装\n", None),
        (" " * 100_000 + "---" + " " * 100_000, None),
        ("", None),
    ],
)
def test_what_was_printed_is_known_by_how_it_begins(
    text: str, form: str | None
) -> None:
    assert printed(text) == form


# --- mojibake ---

TRADITIONAL = (
    "全國各級人民政府應當發動群眾，爲完成今年的農業生產計劃而努力，並且注意節約，反對浪費。\n"
    "水利建設要同當地的需要和可能結合起來，先修小型工程，後修大型工程，務必保證質量。\n"
)


@pytest.mark.parametrize("text", [PLAN, TRADITIONAL])
def test_true_text_is_mostly_common_characters(text: str) -> None:
    share = common_share(text, COMMON)
    assert share is not None
    assert share > 0.6


@pytest.mark.parametrize("text", [PLAN, TRADITIONAL])
@pytest.mark.parametrize(
    ("written", "read"),
    [("utf-8", "gb18030"), ("utf-16-le", "utf-16-be"), ("utf-8", "big5")],
)
def test_mojibake_is_not(text: str, written: str, read: str) -> None:
    wrong = (text * 3).encode(written).decode(read, "replace")
    share = common_share(wrong, COMMON)
    assert share is not None
    assert share < 0.2


def test_too_few_han_characters_say_nothing() -> None:
    assert common_share("一" * 29 + "abc" * 100, COMMON) is None
    assert common_share("一" * 15 + "鐨" * 15, COMMON) == 0.5


def test_the_common_characters_are_one_line_each_once() -> None:
    text = (Path(__file__).parents[2] / "grammars" / "common-characters.txt").read_text(
        encoding="utf-8"
    )
    assert re.fullmatch("[\u4e00-\u9fff]{500,800}\n", text)
    assert len(set(text)) == len(text)
    assert set("的一工作国國为爲") <= COMMON


# --- lines ---


def test_lines_and_columns_count_from_one() -> None:
    lines = Lines("一、目标\r\n𠮷祥\n\n末")
    assert [lines.position(offset) for offset in (0, 3, 4, 5, 6, 7, 8, 9, 10, 11)] == [
        *((1, 1), (1, 4), (1, 5), (1, 6)),
        *((2, 1), (2, 2), (2, 3)),
        (3, 1),
        *((4, 1), (4, 2)),
    ]
    assert [lines.text_of(line) for line in range(1, len(lines) + 1)] == [
        "一、目标",
        "𠮷祥",
        "",
        "末",
    ]
    assert [lines.span(line) for line in (1, 2, 3, 4)] == [
        (0, 4),
        (6, 8),
        (9, 9),
        (10, 11),
    ]


@pytest.mark.parametrize(
    "char", ["\x85", "\u2028", "\u2029", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e"]
)
def test_other_separators_end_no_line(char: str) -> None:
    lines = Lines(f"上{char}下\n")
    assert lines.text_of(1) == f"上{char}下"
    assert lines.position(2) == (1, 3)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [""]),
        ("\n", ["", ""]),
        ("\r", ["", ""]),
        ("\r\n", ["", ""]),
        ("\n\r", ["", "", ""]),
        ("\r\r\n", ["", "", ""]),
        ("a\rb\r\nc\nd", ["a", "b", "c", "d"]),
    ],
)
def test_line_ends(text: str, expected: list[str]) -> None:
    lines = Lines(text)
    assert [lines.text_of(line) for line in range(1, len(lines) + 1)] == expected


@given(st.text(alphabet="县a\r\n\x85\u2028"))
def test_lines_agree_with_counting_them(text: str) -> None:
    lines = Lines(text)
    assert [lines.text_of(line) for line in range(1, len(lines) + 1)] == re.split(
        r"\r\n|\r|\n", text
    )
    ends = [match.end() for match in re.finditer(r"\r\n|\r|\n", text)]
    for offset in range(len(text) + 1):
        before = [end for end in ends if end <= offset]
        start = before[-1] if before else 0
        assert lines.position(offset) == (len(before) + 1, offset - start + 1)
        assert lines.line(offset) == len(before) + 1


@pytest.mark.parametrize("offset", [-1, 4])
def test_an_offset_outside_the_text_is_an_error(offset: int) -> None:
    with pytest.raises(
        IndexError, match=f"^offset {offset} is outside the text of 3 characters$"
    ):
        Lines("a\nb").position(offset)


@pytest.mark.parametrize("line", [-1, 0, 3])
def test_a_line_outside_the_text_is_an_error(line: int) -> None:
    with pytest.raises(
        IndexError, match=f"^line {line} is outside the text of 2 lines$"
    ):
        Lines("a\nb").text_of(line)
