"""What cross-references name in a document, and those that name nothing."""

import pytest
from hypothesis import given

from planparse.document.provisions import provisions
from planparse.document.referents import Referents
from tests.laws.laws import AUTO, parsed
from tests.laws.strategies import texts

FIRST = "第一条 为了节水，制定本办法。\n"
THIRD = "第三条 有下列情形的：\n（一）消防；\n（二）抢险。\n有前款第二项情形的，应当登记。\n"
LAST = "第四条 本办法自公布之日起施行。\n"


def targets(words: str) -> list[str | None]:
    """How what the second of four articles refers to is cited."""
    text = f"{FIRST}第二条 {words}\n{THIRD}{LAST}"
    (document,) = parsed(text).documents
    nodes = list(provisions(text, document.root, AUTO))
    referents = Referents(text, nodes)
    cited = [provision.cite for _, provision in nodes]
    article = text.index("第二条")
    end = text.index("第三条 有")
    return [
        cited[place]
        for source in range(len(nodes))
        for at, place in sorted(referents.targets_of(source).items())
        if article < at < end
    ]


@pytest.mark.parametrize(
    ("words", "cites"),
    [
        ("违反本办法第三条的，予以警告。", ["第三条"]),
        ("违反本办法第三条第一款的，予以警告。", ["第三条"]),
        ("违反本办法第三条第二款的，予以警告。", ["第三条第二款"]),
        ("有本办法第三条第二项情形的，免收。", ["第三条第一款第二项"]),
        ("有本办法第三条第一款第（一）项情形的，免收。", ["第三条第一款第一项"]),
        ("依照前条办理。", ["第一条"]),
        ("按照第三条和本办法第一条办理。", ["第三条", "第一条"]),
        ("违反本办法第三条第五项的，予以警告。", []),
        ("节水是义务。\n前款规定的义务由单位履行。", ["第二条"]),
    ],
)
def test_a_reference_names_a_node(words: str, cites: list[str]) -> None:
    assert targets(words) == cites


def told(text: str) -> list[str]:
    return [
        finding.facts[0] for finding in parsed(text).findings if finding.code == "C403"
    ]


@pytest.mark.parametrize(
    ("words", "reference"),
    [
        ("违反本办法第九条的，予以警告。", "本办法第九条"),
        ("违反本办法第九条第二款的，予以警告。", "本办法第九条第二款"),
        ("有本办法第三条第（七）项情形的，免收。", "本办法第三条第（七）项"),
        ("前款规定的单位应当登记。", "前款"),
    ],
)
def test_a_reference_that_names_nothing_is_told(words: str, reference: str) -> None:
    assert told(f"{FIRST}第二条 {words}\n{THIRD}{LAST}") == [reference]


@pytest.mark.parametrize(
    "text",
    [
        f"{FIRST}第二条 违反本办法第四条的，予以警告。\n{THIRD}{LAST}",
        f"{FIRST}第二条 违反《水法》第九条的，予以警告。\n{THIRD}{LAST}",
        f"{FIRST}第二条 违反水法第九条、该法第十条的，予以警告。\n{THIRD}{LAST}",
        f"{FIRST}第二条 节水是义务。前款规定的单位应当登记。\n{THIRD}{LAST}",
        f"第二条 违反本办法第九条的，予以警告。\n{THIRD}{LAST}",
        f"{FIRST}第二条 违反本办法第九条的，予以警告。\n{THIRD}第五条 施行。\n",
        f"{FIRST}第二条 违反本办法第九条的，予以警告。\n",
        f"{FIRST}第二条 水法如下。第三百条 依照本法第二百条处理。\n{THIRD}{LAST}",
        f"{FIRST}第二条 原第六条修改为：违反本办法第九条的，予以警告。\n{THIRD}{LAST}",
        "一、标准\n标准见附件3。\n二、要求\n各镇落实。\n",
        "一、标准\n标准见附件2。\n二、要求\n各镇落实。\n附件：1.标准\n2.名单\n3.表格\n附件1\n标准\n",
        "一、标准\n标准见附件2。\n二、要求\n各镇落实。\n附件1\n标准\n附件2\n名单\n",
    ],
)
def test_what_is_not_proven_is_not_told(text: str) -> None:
    assert told(text) == []


def test_an_annex_beyond_the_last_is_told() -> None:
    text = "一、标准\n标准见附件3。\n二、要求\n各镇落实。\n附件1\n标准\n附件2\n名单\n"
    assert told(text) == ["附件3"]


@given(texts)
def test_targets_are_nodes_of_the_document(text: str) -> None:
    for document in parsed(text).documents:
        nodes = list(provisions(text, document.root, AUTO))
        referents = Referents(text, nodes)
        for source, (node, _) in enumerate(nodes):
            for start, place in referents.targets_of(source).items():
                assert node.start <= start < node.end
                assert 0 <= place < len(nodes)
