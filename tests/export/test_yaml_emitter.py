import math
from enum import Enum, IntEnum
from itertools import chain
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from planparse.export.yaml_emitter import Plain, dump, dumps


def ruamel_12(text: str) -> Any:
    return YAML(typ="safe", pure=True).load(text)


def ruamel_11(text: str) -> Any:
    reader = YAML(typ="safe", pure=True)
    reader.version = (1, 1)
    return reader.load(text)


def libyaml(text: str) -> Any:
    return yaml.load(text, Loader=yaml.CSafeLoader)


READERS = [
    yaml.safe_load,
    ruamel_12,
    ruamel_11,
    *([libyaml] if yaml.__with_libyaml__ else []),
]


def assert_reads_alike(value: Plain) -> None:
    written = dumps(value)
    for read in READERS:
        again = read(written)
        assert again == value, written
        assert typed(again) == typed(value), written


def typed(value: Any) -> Any:
    """1 == 1.0 == True, but not in a document."""
    if isinstance(value, dict):
        return [(key, typed(child)) for key, child in value.items()]
    return [typed(child) for child in value] if isinstance(value, list) else type(value)


NUMBER_LIKE = [
    *(
        "0",
        "1",
        "-1",
        "+1",
        "007",
        "1e3",
        "1E3",
        "1e+3",
        "0o12",
        "0x1F",
        "0b11",
        "1_000",
        "1,000",
    ),
    *(
        "1.",
        "1.1",
        "1.1.1",
        ".5",
        "+.5",
        "1.5e+3",
        "12:30:45",
        "12:30",
        "190:20:30.15",
        ".inf",
        "-.INF",
    ),
    *(
        ".nan",
        ".NaN",
        "2012-02-02",
        "2012-02-02T12:30:45Z",
        "2012-2-2 12:30:45 +8",
        "9" * 40,
    ),
]
WORD_LIKE = [
    *("_1", "nan", "inf"),
    *(
        "~",
        "null",
        "Null",
        "NULL",
        "true",
        "True",
        "FALSE",
        "yes",
        "Yes",
        "NO",
        "no",
        "on",
        "Off",
        "y",
        "Y",
    ),
    *(
        "n",
        "N",
        "=",
        "<<",
        "",
        "-",
        "?",
        ":",
        "- a",
        "? a",
        ": a",
        "---",
        "--- a",
        "...",
        "#",
        "# a",
    ),
    *(
        "%YAML 1.2",
        "!",
        "!a",
        "&a",
        "*a",
        "@a",
        "`a",
        "|",
        "|-",
        ">",
        "'",
        '"',
        "''",
        "'a'",
        '"a"',
        "{",
        "}",
    ),
    *(
        "[",
        "]",
        "{}",
        "[]",
        ",",
        "\\",
        "a: b",
        "a:b",
        "a:",
        "a #b",
        "a#b",
        "a# b",
        "a  #b",
        "甲: 乙",
    ),
    *(
        "甲 #乙",
        "甲:乙",
        "甲#乙",
        "甲, 乙",
        "甲[乙]{丙}",
        " a",
        "a ",
        " ",
        "  ",
        "\t",
        "\ta",
        "a\t",
        "a\tb",
    ),
    *(
        "\n",
        "\n\n",
        "a\n",
        "a\n\n",
        "\na",
        "\n\n a\n",
        " a\nb",
        "a\n b",
        "a\n \nb",
        "a \nb",
        "a\nb ",
    ),
    *(
        "a\n\tb",
        "a\n#b\n",
        "a\n---\nb\n...\n",
        "- a\n- b",
        "\r",
        "\r\n",
        "a\r\nb",
        "a\rb",
        "\0",
        "a\0b",
    ),
    *(
        "\x7f",
        "\x85",
        "a\x85b",
        "甲\x85",
        "\x9f",
        "\xa0",
        "\xa0甲\xa0",
        "\u2028",
        "甲\u2028乙",
        "\u2029",
    ),
    *(
        "\ufeff",
        "\ufeff甲",
        "甲\ufeff\n乙",
        "\ufffd",
        "\ufffe",
        "\uffff",
        "\u200b",
        "\u202e甲",
        "\ue000",
    ),
    *(
        "\U0001fffe",
        "\u3000\u3000甲",
        "甲\u3000",
        "𠮷",
        "👩‍🌾",
        "🌾",
        "㈠",
        "①",
        "１２",
        "：",
        "——",
        "“甲”",
    ),
    *(
        "《甲》",
        "，",
        "・",
        "…",
        "~甲",
        "1.",
        "1、",
        "(一)",
        "（一）",
        "一、",
        "第一篇:",
        "第一篇：",
        "一是",
    ),
    *("1.5亿元", "2015年", "(1)", "1)", "1）", "-甲", "+甲"),
]
AWKWARD = [*NUMBER_LIKE, *WORD_LIKE]
PARAGRAPH = "桥下的小广场每逢单日由三组清扫、双日由五组清扫并当天记入本子，" * 4

characters = st.one_of(
    st.sampled_from(
        "\x85\u2028\u2029\r\n\t \0\x07\x1b\x7f\x80\x9f\ufeff\ufffd\xa0\u3000\u200b\u200d"
    ),
    st.sampled_from("'\"#:-?,[]{}&*!|>%@`=~<\\._+0123456789eExXoyYnN"),
    st.sampled_from("一二三、。，：；（）《》“”—…工作要点𠮷🌾"),
    st.characters(exclude_categories=["Cs"]),
)
pieces = st.one_of(
    characters,
    st.sampled_from(
        ["\r\n", "\n", "\n\n", " ", "\n ", " \n", ": ", " #", "- ", *AWKWARD, PARAGRAPH]
    ),
)
texts = st.one_of(st.sampled_from(AWKWARD), st.lists(pieces, max_size=12).map("".join))
readable = st.text(
    "甲乙丙丁，。 \n:#-", max_size=200
)  # mostly what a literal block can hold
floats = st.floats(allow_nan=False)
scalars = st.one_of(texts, readable, st.integers(), floats, st.booleans(), st.none())
trees: st.SearchStrategy[Plain] = st.recursive(
    scalars,
    lambda below: (
        st.lists(below, max_size=4) | st.dictionaries(texts, below, max_size=4)
    ),
    max_leaves=12,
)


@pytest.mark.parametrize(
    "text",
    [*AWKWARD, PARAGRAPH, f" {PARAGRAPH}", f"{PARAGRAPH}\n\n", f"{PARAGRAPH}: # 甲"],
)
def test_awkward_string_is_read_back_wherever_it_stands(text: str) -> None:
    assert_reads_alike(text)
    assert_reads_alike([text])
    assert_reads_alike({text: text})
    assert_reads_alike(
        [
            {text: [[text, "甲"], {"k": text, "l": {}}], "after": text},
            [[text]],
            {text: None},
        ]
    )


@settings(deadline=None)
@given(texts | readable)
@example("\n 甲\n")
@example("甲\n\n\n")
def test_any_string_is_read_back(text: str) -> None:
    assert_reads_alike({text: text, "after": [text, {"k": text}, 1]})


@settings(deadline=None)
@given(trees)
@example([[[]], [{}], [[[1]]], {"a": {"b": [{"c": []}]}}])
@example([1e16, 1e-7, 1.5e300, -0.0, math.inf, -math.inf, 10**30, True, None])
def test_any_tree_is_read_back(value: Plain) -> None:
    assert_reads_alike(value)


@given(trees)
def test_pieces_make_whole_lines_and_one_document(value: Plain) -> None:
    written = list(dump(value))
    assert "".join(written) == dumps(value)
    assert all(piece.endswith("\n") for piece in written)


@settings(deadline=None)
@given(texts, trees)
def test_key_too_long_for_a_simple_key_is_read_back(text: str, value: Plain) -> None:
    long = "长" * 1500 + text
    assert_reads_alike([{long: value, "after": {long: value}}])


def test_not_a_number_is_written_as_both_versions_spell_it() -> None:
    assert dumps([math.nan]) == "[.nan]\n"
    assert all(math.isnan(read(dumps(math.nan))) for read in READERS)


@pytest.mark.parametrize(
    "text",
    [
        *NUMBER_LIKE,
        "~",
        "null",
        "Yes",
        "no",
        "on",
        "y",
        "N",
        "=",
        "<<",
        "- 甲",
        "甲: 乙",
        "甲 #乙",
        "篇:",
    ],
)
def test_what_some_reader_takes_for_something_else_is_quoted(text: str) -> None:
    assert dumps(text) == f"'{text}'\n"


@pytest.mark.parametrize(
    "text",
    [
        *(
            "一、",
            "(一)",
            "（四）",
            "1、",
            "1）",
            "第一篇：",
            "2015年",
            "1.5亿元",
            "一是",
            "甲:乙",
            "甲 乙",
        ),
        *(
            "d2/3/9",
            "section",
            "《关于做好春季植树工作的通知》",
            "“两站一中心”",
            "𠮷野家",
            "🌾 丰收",
        ),
        *("👩‍🌾", "甲\ufffd乙", "甲, 乙", "――"),
    ],
)
def test_what_every_reader_takes_for_a_string_is_plain(text: str) -> None:
    assert dumps({text: text}) == f"{text}: {text}\n"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("甲\t乙", r'"甲\t乙"'),
        ("甲\r\n乙", r'"甲\r\n乙"'),
        ("\0", r'"\0"'),
        ("\x85", r'"\x85"'),
        ("甲\u2028乙", r'"甲\u2028乙"'),
        ("\ufeff甲", r'"\uFEFF甲"'),
        ("甲\u200b\\\"乙'", r'''"甲\u200B\\\"乙'"'''),
        ("\u3000甲", "'\u3000甲'"),
        ("it's: 甲", '''"it's: 甲"'''),
        ("'\"", "'''\"'"),
        ("", "''"),
        ("\n", r'"\n"'),
        ("甲 \n乙", r'"甲 \n乙"'),
        ("甲\n乙", "|-\n  甲\n  乙"),
        ("甲\n乙\n", "|\n  甲\n  乙"),
        ("甲\n\n乙\n\n", "|+\n  甲\n\n  乙\n"),
        ("\n 甲\n乙", "|2-\n\n   甲\n  乙"),
        (PARAGRAPH, f"|-\n  {PARAGRAPH}"),
        ("甲" * 80, "甲" * 80),
        ("甲" * 81, "|-\n  " + "甲" * 81),
    ],
)
def test_how_a_string_is_written(text: str, written: str) -> None:
    assert dumps({"text": text}) == f"text: {written}\n"


def test_list_of_short_scalars_stands_on_one_line() -> None:
    assert dumps(
        {
            "missing": [
                "二、",
                "（四）",
                "1.",
                "甲,乙",
                "甲:乙",
                "第一篇:",
                3,
                None,
                True,
                "",
            ]
        }
    ) == (
        "missing: [二、, （四）, '1.', '甲,乙', '甲:乙', '第一篇:', 3, null, true, '']\n"
    )


@pytest.mark.parametrize(
    "items",
    [["甲" * 21], ["甲" * 12] * 4, ["甲\n乙"], ["甲", ["乙"]], ["甲", {}], [1] * 99],
)
def test_other_lists_stand_one_item_a_line(items: list[Plain]) -> None:
    written = dumps({"list": items})
    assert written.startswith("list:\n  - ")
    assert yaml.safe_load(written) == {"list": items}


def test_list_on_one_line_ends_by_column_100() -> None:
    items: list[Plain] = ["乙" * 18, "乙" * 18]  # [ + 36 + ", " + 36 + ] are 76 columns
    assert dumps({"k" * 22: items}).count("\n") == 1
    assert dumps({"k" * 23: items}).count("\n") == 3


def test_plan_reads_like_this() -> None:
    paragraph = "镇区主干道两侧补植香樟，" * 8
    plan: Plain = {
        "planparse": "0.1.0",
        "schema": 1,
        "source": {"path": "春季绿化.txt", "encoding": "utf-8", "chars": 212},
        "documents": [
            {
                "id": "d1",
                "kind": "document",
                "title": "临河镇2021年春季绿化工作要点",
                "year": 2021,
                "ordinal": None,
                "date": "2021-02-26",
                "children": [
                    {
                        "id": "d1/1",
                        "label": "一、",
                        "title": "抓好苗木管护",
                        "text": "",
                        "children": [
                            {
                                "id": "d1/1/1",
                                "label": "(一)",
                                "text": "分片包干。\n每周巡查一次。\n",
                            },
                            {
                                "id": "d1/1/2",
                                "label": "1.",
                                "text": paragraph,
                                "children": [],
                            },
                        ],
                    },
                    {
                        "id": "d1/2",
                        "kind": "lacuna",
                        "missing": ["（二）", "二、", "2."],
                        "evidence": {},
                    },
                ],
            },
            {
                "id": "d2",
                "label": "第一篇:",
                "status": "complete",
                "share": 0.5,
                "holds": False,
            },
        ],
        "edits": [],
        "ranges": [
            [[1, 2], [3, 4]],
            [["各村各单位要统筹用好林长制专项资金并按月公示"]],
        ],
    }
    assert (
        dumps(plan)
        == f"""\
planparse: '0.1.0'
schema: 1
source:
  path: 春季绿化.txt
  encoding: utf-8
  chars: 212
documents:
  - id: d1
    kind: document
    title: 临河镇2021年春季绿化工作要点
    year: 2021
    ordinal: null
    date: '2021-02-26'
    children:
      - id: d1/1
        label: 一、
        title: 抓好苗木管护
        text: ''
        children:
          - id: d1/1/1
            label: (一)
            text: |
              分片包干。
              每周巡查一次。
          - id: d1/1/2
            label: '1.'
            text: |-
              {paragraph}
            children: []
      - id: d1/2
        kind: lacuna
        missing: [（二）, 二、, '2.']
        evidence: {{}}
  - id: d2
    label: '第一篇:'
    status: complete
    share: 0.5
    holds: false
edits: []
ranges:
  - - [1, 2]
    - [3, 4]
  - - - 各村各单位要统筹用好林长制专项资金并按月公示
"""
    )
    assert_reads_alike(plan)


def test_depth_is_no_matter() -> None:
    tree: Plain = "底"
    for _ in range(2500):
        tree = {"children": [tree, 1]}
    lines = dumps(tree).splitlines()
    assert lines[:3] == ["children:", "  - children:", "      - children:"]
    bottom = 4 * 2500 - 2  # two levels, four columns, each time round
    assert lines[2500:2503] == [
        " " * bottom + "- 底",
        " " * bottom + "- 1",
        " " * (bottom - 4) + "- 1",
    ]
    assert len(lines) == 2500 + 2500 + 1


def test_large_document_comes_in_pieces() -> None:
    value: Plain = [{"id": f"d1/{n}", "text": "按期完成。"} for n in range(20_000)]
    written = list(dump(value))
    assert len(written) > 5
    lines = chain.from_iterable(
        (f"- id: d1/{n}", "  text: 按期完成。") for n in range(20_000)
    )
    assert "".join(written).splitlines() == list(lines)


@pytest.mark.parametrize(
    "value", [{1, 2}, {"a": b"1"}, [(1, 2)], {"a": [[object()]]}, {1: "a"}]
)
def test_other_types_are_refused(value: Any) -> None:
    with pytest.raises(TypeError):
        dumps(value)


class Status(str, Enum):  # noqa: UP042 - StrEnum would not show its name by mistake
    COMPLETE = "complete"
    UNSURE = "unsure: 甲"
    QUOTED = "it's: 甲"


class Level(IntEnum):
    TOP = 1


def test_members_of_enumerations_are_their_values() -> None:
    value: Plain = {
        Status.COMPLETE: Status.COMPLETE,
        "s": [Status.UNSURE, Status.QUOTED],
        "level": Level.TOP,
    }
    assert dumps(value) == (
        "complete: complete\ns: ['unsure: 甲', \"it's: 甲\"]\nlevel: 1\n"
    )
