"""What mends a finding mends it, keeps the tree, and can be undone."""

import pytest

from planparse.findings import catalogue
from planparse.findings.catalogue import RULES
from planparse.grammar.shipped import lexicon
from planparse.normaliser import style
from planparse.normaliser.ledger import restore
from planparse.normaliser.mending import MENDED_BY, mended
from planparse.pipeline import parse
from planparse.text.encoding import decode, sha256_of
from planparse.tree import Lang, nodes_of

PLAN = (
    "全年工作要点\n一、加强组织领导\n1.健全机制。每月研究一次，由市水务局负责。\n"
    "2.压实责任。逐级分解任务，年底前完成。\n二、严格督查考核\n"
)
FOUND = {
    "D103": PLAN.replace("组织", "组\u200b织"),
    "D105": PLAN.encode().decode("latin-1"),
    "D107": "".join(f"&#{ord(char)};" if char > "\xff" else char for char in PLAN),
    "N207": PLAN.replace("领导\n1.", "领导1."),
}


def labels(text: str) -> list[str]:
    parsed = parse(decode(text.encode(), "-", None), lexicon())
    return [
        text[node.start : node.body].strip()
        for node in nodes_of(parsed)
        if node.kind == "section"
    ]


@pytest.mark.parametrize("code", FOUND)
def test_a_finding_is_mended_and_nothing_is_lost(code: str) -> None:
    data = FOUND[code].encode()
    source = decode(data, "-", None)
    assert code in [found.code for found in parse(source, lexicon()).findings]
    done = mended(source, lexicon(), [code], sha256_of(data))
    assert done is not None
    clean = done.text.encode()
    again = parse(decode(clean, "-", None), lexicon())
    assert not again.findings
    assert labels(done.text) == labels(PLAN)
    assert restore(clean, done.ledger) == data


@pytest.mark.parametrize("code", RULES)
def test_the_page_of_a_finding_says_whether_it_is_mended(code: str) -> None:
    pages: tuple[tuple[Lang, str], ...] = (
        ("en", "--fix` leaves it"),
        ("zh", "--fix` 不改"),
    )
    for lang, leaves in pages:
        page = catalogue.page(code, lang)
        if code in MENDED_BY:
            assert "planparse check" in page
            assert "--fix`" in page
            assert leaves not in page
        elif code.startswith("S"):
            assert leaves in page
        else:
            assert "--fix" not in page


def test_every_other_finding_that_is_mended_is_one_of_style() -> None:
    assert {code for code in MENDED_BY if code not in FOUND} == set(style.CERTAIN)


def test_what_no_rule_mends_is_left_as_it_is() -> None:
    data = PLAN.replace("2.", "3.").encode()
    source = decode(data, "-", None)
    assert "N201" in [found.code for found in parse(source, lexicon()).findings]
    assert mended(source, lexicon(), ["N201"], sha256_of(data)) is None


def test_only_what_is_asked_for_is_mended() -> None:
    text = FOUND["D103"].replace("领导\n1.", "领导1.")
    data = text.encode()
    done = mended(decode(data, "-", None), lexicon(), ["D103"], sha256_of(data))
    assert done is not None
    assert done.text == text.replace("\u200b", "")
