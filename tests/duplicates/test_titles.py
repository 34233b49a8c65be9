"""What titles say of whether two texts may be one."""

import pytest

from planparse.duplicates.titles import kinship, read_title
from planparse.grammar.shipped import duplicate_rules
from tests.grammar.shipped_folder import FOLDER

EXAMPLES = FOLDER.duplicates
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


@pytest.mark.parametrize(
    ("title", "stage"),
    [
        (
            "最高人民法院关于《中华人民共和国刑法修正案（九）》时间效力问题的解释",
            "final",
        ),
        ("关于在行政文书中怎样写明修正前后条例条文的批复", "final"),
        ("关于青禾市2023年预算执行情况和2024年预算草案的报告", "final"),
        ("《青禾市养老服务条例（草案）》解读", "final"),
        ("关于印发《青禾市养老服务办法（试行）》的通知", "trial"),
        ("《青禾市养老服务办法》（试行）", "trial"),
        ("关于公开征求《青禾市养老服务办法（征求意见稿）》意见的公告", "draft"),
        ("关于《青禾市养老服务办法》征求意见的通知", "draft"),
        ("青禾市养老服务条例（草案第二次审议稿）", "draft"),
        ("青禾市养老服务条例修正案", "revised"),
        ("青禾市养老服务办法（2020年修订版）", "revised"),
    ],
)
def test_words_that_are_said_of_another_text_say_nothing(title, stage):
    assert read_title(title, WORDS).stage == stage


def test_a_number_counts_in_a_title_that_holds_the_other():
    assert of("关于公布第二批示范村名单的通知", "第三批示范村名单") == "edition"
    assert of("关于公布第二批示范村名单的通知", "第二批示范村名单") == "same"
    assert of("青禾市第三届人大第二批示范村名单", "第二批示范村名单") == "same"
