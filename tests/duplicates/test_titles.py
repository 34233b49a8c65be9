"""What titles say of whether two texts may be one."""

import pytest

from planparse.duplicates.titles import kinship, read_title
from planparse.grammar.compile import read_folder
from planparse.grammar.files import folder
from planparse.grammar.shipped import duplicate_rules

EXAMPLES = read_folder(folder()).duplicates
WORDS = duplicate_rules().stages


def of(one: str, other: str) -> str:
    return kinship(read_title(one, WORDS), read_title(other, WORDS))


@pytest.mark.parametrize(("one", "other"), EXAMPLES["match"])
def test_titles_of_one_text(one, other):
    assert of(one, other) == of(other, one) == "same"


@pytest.mark.parametrize(("one", "other"), EXAMPLES["reject"])
def test_titles_of_different_texts(one, other):
    assert of(one, other) == of(other, one)
    assert of(one, other) in ("edition", "other")


def test_years_and_batches_make_editions():
    assert of("青禾市2023年工作要点", "青禾市2024年工作要点") == "edition"
    assert of("青禾市二〇二四年工作要点", "青禾市2024年工作要点") == "same"
    assert of("第二批示范村名单", "第三批示范村名单") == "edition"
    assert of("青禾市2023年工作要点", "关于青禾市2024年工作要点的通知") == "edition"


def test_a_text_without_title_may_be_any():
    assert of("", "青禾市2024年工作要点") == "unknown"
    assert of("（草案）", "青禾市2024年工作要点") == "unknown"


@pytest.mark.parametrize(
    ("title", "stage", "dated"),
    [
        ("青禾市养老服务条例", "final", None),
        ("青禾市养老服务条例（草案）", "draft", None),
        ("青禾市养老服务条例（修订草案）", "draft", None),
        ("青禾市养老服务暂行办法", "trial", None),
        ("青禾市养老服务条例(2018年修订)", "revised", "2018"),
        ("青禾市养老服务条例（2013-06-01）", "final", "2013"),
        ("青禾市养老服务条例（第二稿）", "final", None),
    ],
)
def test_the_stage_of_a_text(title, stage, dated):
    read = read_title(title, WORDS)
    assert (read.stage, read.dated) == (stage, dated)


def test_numbers_of_any_length():
    assert of("工作要点" + "9" * 9_000, "工作要点" + "9" * 9_000) == "same"
