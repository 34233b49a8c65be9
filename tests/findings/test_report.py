import json
import re
from unicodedata import category

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from planparse import __version__
from planparse.findings.catalogue import RULES, page
from planparse.findings.report.github import as_github
from planparse.findings.report.objects import as_json
from planparse.findings.report.place import Checked, Place, located
from planparse.findings.report.sarif import as_sarif
from planparse.findings.report.terminal import as_text
from planparse.text.lines import Lines
from planparse.text.printable import harmless
from planparse.tree import Finding

PLAN = "一、夯实基础\r\n（一）摸清设备底数。\n\t（四）建立巡检台账，每季度\n通报。\n"
HOLE_AT = PLAN.index("（四）")
HOLE = Finding("N201", HOLE_AT, HOLE_AT + 3, ("（二） （三）", "（四） follows （一）"))
CUT = Finding("T301", PLAN.index("建立"), len(PLAN), ("（四）",))
LATE = Finding("T304", len(PLAN), len(PLAN))
HOSTILE = "\x1b[31m[bold]红[/bold] :x:\u202e倒\x07\x9b\u2028"


def shown(text, *findings, path="plan.txt", lang="en", colour=False):
    return "\n".join(as_text(path, Lines(text), findings, lang, colour))


def test_places_count_lines_and_columns_from_one():
    assert located(HOLE, Lines(PLAN)) == Place(3, 2, 3, 5)
    assert located(CUT, Lines(PLAN)) == Place(3, 5, 5, 1)
    assert located(LATE, Lines(PLAN)) == Place(5, 1, 5, 1)


def test_text_in_english():
    assert shown(PLAN, HOLE, CUT, LATE) == (
        "plan.txt:3:2: warning N201 lacuna: lost here: （二） （三）; （四） follows （一）\n"
        "   （四）建立巡检台账，每季度\n"
        "   ^^^^^^\n"
        "plan.txt:3:5: warning T301 truncated: the end of （四） is lost\n"
        "  通报。\n"
        "      ^^\n"
        "plan.txt:5:1: note T304 doubtful-break: this line break may be a wrap: left as it is\n"
        "  \n"
        "  ^"
    )


def test_text_in_chinese_and_in_colour():
    assert shown(PLAN, HOLE, path="计划.txt", lang="zh", colour=True) == (
        "\x1b[1m计划.txt:3:2：\x1b[0m\x1b[33m警告 N201\x1b[0m lacuna："
        "此处缺失：（二） （三）；（四） follows （一）\n"
        "   （四）建立巡检台账，每季度\n"
        "   \x1b[33m^^^^^^\x1b[0m"
    )


@pytest.mark.parametrize("at", [6, 7])
def test_a_finding_on_a_line_end_is_marked_after_the_last_character(at):
    *_, source, carets = shown(PLAN, Finding("T304", at, at + 1)).split("\n")
    assert (source, carets) == ("  一、夯实基础", "  " + " " * 12 + "^")


def test_an_empty_span_gets_one_caret():
    *_, carets = shown("甲乙丙", Finding("T304", 1, 1)).split("\n")
    assert carets == "    ^"


def test_a_combining_mark_gets_one_caret():
    *_, carets = shown("ae\u0301o", Finding("T304", 2, 3)).split("\n")
    assert carets == "    ^"


def test_a_long_line_is_cut_on_both_sides_of_the_spot():
    text = "前" * 100 + "（三）" + "后" * 100
    assert shown(text, Finding("N202", 100, 103, ("（三）",))) == (
        "plan.txt:1:101: note N202 repeated-number: （三） is used a second time\n"
        f"  …{'前' * 12}（三）{'后' * 22}…\n"
        f"   {' ' * 24}^^^^^^"
    )


def test_a_long_line_is_shown_to_its_end_where_the_spot_is_there():
    text = "前" * 100 + "末"
    *_, source, carets = shown(text, Finding("T301", 100, 101, ("末",))).split("\n")
    assert source == f"  …{'前' * 36}末"
    assert carets == f"   {' ' * 72}^^"


def test_a_span_longer_than_the_window_is_marked_as_far_as_it_is_shown():
    long = Finding("N204", 10, 900, ("长",))
    *_, source, carets = shown("长" * 1000, long).split("\n")
    assert source == f"  {'长' * 37}…"
    assert carets == f"  {' ' * 20}{'^' * 54}"


def test_a_text_that_breaks_off_is_shown_where_it_does():
    text = f"（一）{'甲' * 100}。\n" + "乙" * 60 + "\n\n"
    *_, source, carets = shown(text, Finding("T301", 0, len(text), ("（一）",))).split(
        "\n"
    )
    assert source == f"  …{'乙' * 37}"
    assert carets == f"   {' ' * 72}^^"


def test_a_blank_that_breaks_off_is_shown_where_it_begins():
    *_, source, carets = shown("一\n  \n", Finding("T301", 2, 5, ("",))).split("\n")
    assert (source, carets) == ("    ", "  ^^")


@pytest.mark.parametrize("width", [1, 44, 60, 80, 200])
def test_a_source_line_fits_the_terminal(width):
    found = [Finding("N204", 150, 151, ("长",)), Finding("T301", 0, 300, ("长",))]
    told = list(as_text("-", Lines("长" * 300), found, "en", False, width))
    room = max(width, 44)
    for source, carets in (told[1:3], told[4:6]):
        assert room - 5 <= cell_len(source) + 2 <= room
        assert cell_len(carets) <= cell_len(source)


TEXTS = st.text(
    alphabet=st.one_of(
        st.sampled_from("一（、）。　 \ta1\r\n\x1b\u0301\u200f"), st.characters()
    )
)


@given(TEXTS, st.data())
@example("\r\n", None)
@example("🧑‍🌾❤️" * 30, None)
def test_carets_stand_below_the_marked_characters(text, data):
    start = data.draw(st.integers(0, len(text))) if data else 0
    end = data.draw(st.integers(start, len(text))) if data else len(text)
    lines = Lines(text)
    head, source, carets = as_text(
        "-", lines, [Finding("T304", start, end)], "en", False
    )
    line, column = lines.position(start)
    assert head.startswith(f"-:{line}:{column}: ")
    assert re.fullmatch(r"  \.*?( *)\^+", carets)
    assert not any(
        category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") for char in head + source
    )
    on_line = lines.text_of(line)
    if cell_len(harmless(on_line)) <= 76 and len(on_line) <= 76:
        before = harmless(on_line[: column - 1])
        marked = harmless(on_line[: column - 1 + end - start])
        assert source == "  " + harmless(on_line)
        assert carets.count(" ") - 2 == cell_len(before)
        assert carets.count("^") == max(1, cell_len(marked) - cell_len(before))


@given(st.text(alphabet="一a（\t", min_size=77, max_size=300), st.data())
def test_a_cut_line_fits_the_window_and_holds_the_spot(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    _, source, carets = as_text(
        "-", Lines(text), [Finding("T304", start, start + 1)], "en", False
    )
    assert cell_len(source) <= 2 + 76
    assert cell_len(carets) <= cell_len(source)
    below, columns = "", carets.count(" ")
    for char in source:
        if cell_len(below) == columns:
            break
        below += char
    assert source[len(below)] == harmless(text[start])


def test_hostile_text_is_shown_escaped_and_carets_still_fit():
    assert shown(
        HOSTILE, Finding("T303", 11, 12, (HOSTILE,)), path="a\x1b]0;x\nb.txt"
    ) == (
        "a\\x1b]0;x\\nb.txt:1:12: note T303 unbalanced-mark: "
        "\\x1b[31m[bold]红[/bold] :x:\\u202e倒\\x07\\x9b\\u2028 has no partner\n"
        "  \\x1b[31m[bold]红[/bold] :x:\\u202e倒\\x07\\x9b\\u2028\n"
        "                ^^"
    )


def test_json_has_what_the_contract_names():
    assert as_json("plan.txt", Lines(PLAN), [HOLE], "zh") == [
        {
            "path": "plan.txt",
            "code": "N201",
            "name": "lacuna",
            "severity": "warning",
            "message": "此处缺失：（二） （三）；（四） follows （一）",
            "start": 20,
            "end": 23,
            "line": 3,
            "column": 2,
        }
    ]


def test_sarif_of_two_files():
    files = [
        Checked("计划/要点 1.txt", Lines(PLAN), [HOLE, CUT]),
        Checked("b:c%.txt", Lines(""), []),
    ]
    log = json.loads(json.dumps(as_sarif(iter(files), "en")))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert (driver["name"], driver["version"], driver["language"]) == (
        "planparse",
        __version__,
        "en-US",
    )
    assert run["columnKind"] == "unicodeCodePoints"
    uri = "%E8%AE%A1%E5%88%92/%E8%A6%81%E7%82%B9%201.txt"
    assert run["artifacts"] == [
        {"location": {"uri": uri}},
        {"location": {"uri": "b%3Ac%25.txt"}},
    ]
    assert len(run["results"]) == 2
    assert run["results"][0] == {
        "ruleId": "N201",
        "ruleIndex": list(RULES).index("N201"),
        "level": "warning",
        "message": {"text": "lost here: （二） （三）; （四） follows （一）"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": uri, "index": 0},
                    "region": {
                        "startLine": 3,
                        "startColumn": 2,
                        "endLine": 3,
                        "endColumn": 5,
                        "charOffset": 20,
                        "charLength": 3,
                    },
                }
            }
        ],
    }
    assert [
        driver["rules"][result["ruleIndex"]]["id"] for result in run["results"]
    ] == ["N201", "T301"]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_sarif_describes_every_rule(lang):
    rules = as_sarif([], lang)["runs"][0]["tool"]["driver"]["rules"]
    assert [found["id"] for found in rules] == list(RULES)
    for found in rules:
        assert found["name"] == RULES[found["id"]].name
        assert found["defaultConfiguration"] == {"level": RULES[found["id"]].severity}
        assert found["help"]["markdown"] == page(found["id"], lang)
        assert found["shortDescription"]["text"] in found["help"]["markdown"]
        assert found["fullDescription"]["text"] in found["help"]["markdown"]


def test_sarif_takes_no_document_text_for_a_placeholder_or_a_link():
    mark = Finding("T303", 0, 0, ("{0}[a](http://x)\x1b",))
    log = as_sarif([Checked("-", Lines(""), [mark])], "en")
    said = log["runs"][0]["results"][0]["message"]["text"]
    assert said == "{{0}}[a\\](http://x)\\x1b has no partner"


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("/srv/a b.txt", "file:///srv/a%20b.txt"),
        ("../x/./y.txt", "../x/y.txt"),
        ("\udcff.txt", "%FF.txt"),
    ],
)
def test_sarif_addresses(path, uri):
    assert as_sarif([Checked(path, Lines(""), [])], "en")["runs"][0]["artifacts"] == [
        {"location": {"uri": uri}}
    ]


def test_github_commands():
    assert list(as_github("a:b,100%.txt", Lines(PLAN), [HOLE, CUT, LATE], "en")) == [
        "::warning file=a%3Ab%2C100%25.txt,line=3,col=2,endLine=3,endColumn=5,title=N201 lacuna"
        "::lost here: （二） （三）; （四） follows （一）",
        # over several lines: GitHub takes no columns
        "::warning file=a%3Ab%2C100%25.txt,line=3,endLine=5,title=T301 truncated"
        "::the end of （四） is lost",
        "::notice file=a%3Ab%2C100%25.txt,line=5,col=1,endLine=5,endColumn=1,"
        "title=T304 doubtful-break::this line break may be a wrap: left as it is",
    ]


def test_github_commands_cannot_be_smuggled_in():
    smuggled = "5 %\r\n::error::x\x1b"
    (command,) = as_github(
        "a\n::error::y", Lines("甲"), [Finding("E502", 0, 1, (smuggled,))], "en"
    )
    assert command == (
        "::notice file=a%0A%3A%3Aerror%3A%3Ay,line=1,col=1,endLine=1,endColumn=2,"
        "title=E502 impossible-date::5 %25\\r\\n::error::x\\x1b is not in the calendar"
    )
