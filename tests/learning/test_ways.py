"""What is learned of numbering that no grammar knows: templates, levels, and what is none."""

import pytest

from planparse.grammar import user
from planparse.grammar.shipped import lexicon
from planparse.learning.ways import Way, templates
from planparse.pipeline import parse
from planparse.text.encoding import Source
from tests.learning.plans import THREE, learned, proposed, proposed_lexicon, sections


def only(text: str) -> Way:
    (way,) = learned({"plan.txt": text})
    return way


def items(*labels: str) -> str:
    texts = ["治理河道", "清理淤泥", "加固堤岸", "组织巡查", "完善制度", "总结评估"]
    lines = (f"{label}{text}。\n" for label, text in zip(labels, texts, strict=False))
    return "清源镇工作方案\n" + "".join(lines)


def test_numbering_of_three_plans_is_read_whole_by_what_is_proposed() -> None:
    words = proposed_lexicon(learned(THREE))
    assert {name: sections(text, words) for name, text in THREE.items()} == {
        "水利.txt": [
            *("〖1〗", "任务①—", "任务②—", "任务③—"),
            *("〖2〗", "任务①—", "任务②—", "〖3〗"),
        ],
        "教育.txt": [
            *("一、", "A-1.", "A-2.", "A-3."),
            *("二、", "B-1.", "B-2.", "三、", "C-1.", "C-2."),
        ],
        "乡村.txt": ["其一：", "其二：", "其三："],
    }
    assert not any(
        label.startswith(("〖", "任务", "A-", "B-", "C-", "其"))
        for text in THREE.values()
        for label in sections(text, lexicon())
    )


def test_what_is_proposed_holds_its_own_examples() -> None:
    text = proposed(learned(THREE), 3)
    assert list(user.failing_examples(text, "learned.yaml")) == []


def test_what_stands_inside_a_series_stands_below_it() -> None:
    text = THREE["水利.txt"]
    words = proposed_lexicon(learned({"水利.txt": text}))
    (document,) = parse(Source(text, "utf-8"), words).documents
    tops = [node for node in document.root.children if node.kind == "section"]
    assert [text[node.start : node.body] for node in tops] == [
        "〖1〗",
        "〖2〗",
        "〖3〗",
    ]
    assert [
        text[below.start : below.body]
        for below in tops[1].children
        if below.kind == "section"
    ] == ["任务①—", "任务②—"]


@pytest.mark.parametrize(
    ("labels", "template"),
    [
        (("任务1：", "任务2：", "任务3："), "任务{arabic}:"),
        (("任务1 ", "任务2　", "任务3 "), "任务{arabic} "),
        (("第一项工作：", "第二项工作：", "第三项工作："), "第{hanzi}项工作:"),
        (("(A)", "(B)", "（C）"), "（{capital}）"),
        (("【i-1】", "【i-2】", "【i-3】"), "【i-{arabic}】"),
        (("一号任务—", "二号任务—", "三号任务—"), "{hanzi}号任务—"),
        (("任务一", "任务二", "任务三"), "任务{hanzi}"),
        (("任务一是", "任务二是", "任务三是"), "任务{hanzi}是"),
    ],
)
def test_a_template_is_what_labels_have_in_common(
    labels: tuple[str, ...], template: str
) -> None:
    assert [*templates(only(items(*labels)))] == [template]


def test_two_marks_behind_a_number_are_two_spellings_of_one_way() -> None:
    way = only(items("任务1：", "任务2：", "任务3—", "任务4—"))
    assert templates(way) == {"任务{arabic}:": 2, "任务{arabic}—": 2}


@pytest.mark.parametrize(
    "text",
    [
        items("一、", "二、", "三、"),  # known
        items("任务1：", "任务2："),  # two make no series
        items("任务1：", "任务5：", "任务3："),  # they do not count on
        items("图1：", "图2：", "图3："),
        items("任务专栏1 ", "任务专栏2 ", "任务专栏3 "),
        items("1月：", "2月：", "3月："),
        "方案\n" + "".join(f"第{n}版：清源镇公报\n" for n in (1, 2, 3, 4)),
        "序号\t任务\n1-1\t治水\n1-2\t清淤\n1-3\t护岸\n",
    ],
)
def test_what_is_no_numbering_of_sections_is_not_proposed(text: str) -> None:
    assert learned({"plan.txt": text}) == []


def test_a_label_that_is_out_of_all_series_makes_it_doubtful() -> None:
    way = only(items("任务1：", "任务2：", "任务3：", "任务4：", "任务9："))
    assert way.sureness == "doubtful"
    text = proposed([way])
    assert "# - name: doubtful" in text
    assert "\n- name" not in text


def test_two_series_without_a_fault_are_sure() -> None:
    text = items("任务1：", "任务2：", "任务3：")
    found = learned({"a.txt": text, "b.txt": text.replace("。", "好。")})
    assert [way.sureness for way in found] == ["sure"]
    assert only(text).sureness == "likely"


def test_a_lost_label_is_named_by_what_is_proposed() -> None:
    text = items("任务①—", "任务②—", "任务③—", "任务⑤—")
    words = proposed_lexicon([only(text)])
    (document,) = parse(Source(text, "utf-8"), words).documents
    lost = [node.lacuna for node in document.root.children if node.lacuna]
    assert [lacuna.missing for lacuna in lost] == [("任务④—",)]
