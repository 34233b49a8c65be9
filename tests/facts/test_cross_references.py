"""Where a text names a part of itself, and what it names."""

import pytest

from planparse.facts.cross_references import Steps, cross_references


def named(text: str) -> list[tuple[str, Steps]]:
    found = cross_references().find(text, 0, len(text))
    return [(text[start:end], steps) for start, end, steps in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("违反本办法第九条的", ("本办法第九条", Steps(article=9))),
        (
            "本条例第十二条之一第二款第（三）项",
            (
                "本条例第十二条之一第二款第（三）项",
                Steps(article=12, inserted="之一", clause=2, items=(3,)),
            ),
        ),
        ("有前款情形的", ("前款", Steps(start="clause", back=1))),
        ("有前款第一项情形的", ("前款第一项", Steps("clause", 1, items=(1,)))),
        ("按照前条第二款办理", ("前条第二款", Steps("article", 1, clause=2))),
        ("本条第一款所称", ("本条第一款", Steps(start="article", clause=1))),
        ("本款第二项第1目", ("本款第二项第1目", Steps(start="clause", items=(2, 1)))),
        ("依照第三条办理", ("第三条", Steps(article=3))),
        ("依照第３条办理", ("第３条", Steps(article=3))),
        ("标准见附件 3", ("附件 3", Steps(annex=3))),
        ("标准见附件三", ("附件三", Steps(annex=3))),
    ],
)
def test_a_part_of_the_text_is_named(text: str, expected: tuple[str, Steps]) -> None:
    assert named(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "《节水条例》第九条",
        "民法典第九条",
        "该办法第九条",
        "第三条 河道每月清理一次",
        "提前条件不成熟",
        "目前款项到位",
        "本条所称河道",
        "附件：名单",
        "附件1\n名单",
    ],
)
def test_parts_of_other_texts_and_labels_are_not(text: str) -> None:
    assert named(text) == []
