"""Which marks without a partner are told."""

from time import process_time

import pytest

from planparse.findings.brackets import findings
from planparse.text.characters import PAIRS


def told(text: str) -> list[tuple[int, str]]:
    return [(one.start, one.facts[0]) for one in findings(text, [(0, len(text))])]


def test_a_mark_without_its_partner_is_told() -> None:
    assert told("推广“一件事一次办服务模式。") == [(2, "“")]
    assert told("按照《河道管理条例执行。") == [(2, "《")]
    assert told("云溪区水务局）印发。") == [(6, "）")]


SHAPES = [
    (opening, closing) for kind in PAIRS for opening, closing in zip(*kind, strict=True)
]


@pytest.mark.parametrize(("opening", "closing"), SHAPES)
def test_a_mark_of_any_shape_needs_its_partner(opening: str, closing: str) -> None:
    assert told(f"清源县{opening}试点{closing}推进。") == []
    assert told(f"清源县{opening}试点推进。") == [(3, opening)]
    assert told(f"清源县试点{closing}推进。") == [(5, closing)]


@pytest.mark.parametrize(
    "text",
    [
        "清政发〔2026］5号",
        "清政发﹝2026〕5号",
        "清政发[2026］5号",
        "（见附件)",
        "(见附件）",
    ],
)
def test_shapes_of_one_bracket_are_partners(text: str) -> None:
    assert told(f"按照{text}执行。") == []


@pytest.mark.parametrize("interval", ["[10, 20)", "（0，1]", "[5%,10%）", "(-3, 0］"])
def test_the_two_brackets_of_an_interval_are_no_marks(interval: str) -> None:
    assert told(f"得分在{interval}的，责令整改。") == []
    assert told(f"得分在{interval[:-1]}的，责令整改。") == [(3, interval[0])]


def test_arrows_of_a_web_page_are_no_marks() -> None:
    assert told("各镇落实。\n》》点击图片进入专题《《\n") == []
    assert told("》》更多\n") == []
    assert told("按照》》更多执行\n") == [(2, "》"), (3, "》")]


def test_a_quotation_that_ascii_closes_is_whole() -> None:
    assert told('推广“一件事一次办"服务模式。') == []


@pytest.mark.parametrize("line", ["《", "》", "（《“", "（《）》"])
def test_a_line_of_nothing_but_marks_is_looked_at_once(line: str) -> None:
    text = f"见{line * (200_000 // len(line))}完"
    begun = process_time()
    assert told(text)
    assert process_time() - begun < 5  # 20 s where each mark looks for its line


def test_each_line_has_its_own_arrows() -> None:
    assert told("》》更多\n》要点\n见《《\n") == [(5, "》")]


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_arrows_and_quotations_are_those_of_one_line(end: str) -> None:
    text = '》》更多\n返回《《\n“清淤"\n补种。\n'.replace("\n", end)
    assert list(findings(text, [(0, len(text))])) == []
    parted = '“清淤\n补种"。\n'.replace("\n", end)
    assert [finding.start for finding in findings(parted, [(0, len(parted))])] == [0]
