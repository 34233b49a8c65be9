"""Which marks without a partner are told."""

from planparse.findings.brackets import findings


def told(text: str) -> list[tuple[int, str]]:
    return [(one.start, one.facts[0]) for one in findings(text, [(0, len(text))])]


def test_a_mark_without_its_partner_is_told() -> None:
    assert told("推广“一件事一次办服务模式。") == [(2, "“")]
    assert told("按照《河道管理条例执行。") == [(2, "《")]
    assert told("云溪区水务局）印发。") == [(6, "）")]


def test_arrows_of_a_web_page_are_no_marks() -> None:
    assert told("各镇落实。\n》》点击图片进入专题《《\n") == []
    assert told("》》更多\n") == []
    assert told("按照》》更多执行\n") == [(2, "》"), (3, "》")]


def test_a_quotation_that_ascii_closes_is_whole() -> None:
    assert told('推广“一件事一次办"服务模式。') == []
