"""Who issued a document, under which number, when, and how secret it is."""

import pytest

from planparse.tree import Envelope
from tests.laws.laws import parsed

ITEMS = "一、清漂\n每周打捞一次。\n二、清淤\n"
ARTICLES = "第一条 为了保护河道，制定本条例。\n第二条 本条例适用于本市。\n"


def envelope(text: str) -> Envelope:
    return parsed(text).documents[0].envelope


@pytest.mark.parametrize(
    ("line", "secrecy"),
    [
        ("机密★1年", "机密★1年"),
        ("秘密 ★ 6个月　　特急", "秘密★6个月"),
        ("000012　绝密★长期", "绝密★长期"),
        ("机密", "机密"),
        ("密级：秘密", "秘密"),
        ("秘密☆三年", "秘密★三年"),
        ("商业秘密", None),
        ("保守国家秘密", None),
        ("秘密工作", None),
    ],
)
def test_the_first_page_says_how_secret_a_document_is(
    line: str, secrecy: str | None
) -> None:
    text = (
        f"{line}\n东湖市水务局文件\n东水发〔2026〕5号\n关于做好防汛工作的通知\n{ITEMS}"
    )
    assert envelope(text).secrecy == secrecy


def test_no_heading_further_down_is_a_grade_of_secrecy() -> None:
    lines = "各镇：\n现通知如下。\n请查收。\n请转发。\n请阅。\n机密\n"
    assert envelope(f"关于做好防汛工作的通知\n{lines}{ITEMS}").secrecy is None


@pytest.mark.parametrize(
    ("head", "issuer"),
    [
        (
            "东湖市水务局、东湖市财政局关于做好防汛工作的通知\n",
            "东湖市水务局、东湖市财政局",
        ),
        (
            "东湖市水务局　东湖市财政局关于做好防汛工作的通知\n",
            "东湖市水务局、东湖市财政局",
        ),
        ("东 湖 市 水 务 局关于做好防汛工作的通知\n", "东湖市水务局"),
        (
            "东湖市水务局 东湖市财政局文件\n关于做好防汛工作的通知\n",
            "东湖市水务局、东湖市财政局",
        ),
    ],
)
def test_bodies_that_issue_a_document_together_are_told_apart(
    head: str, issuer: str
) -> None:
    assert envelope(f"{head}{ITEMS}").issuer == issuer


GREETED = "各位代表：\n现在，我代表{}，向大会报告工作，请予审议。\n"


@pytest.mark.parametrize(
    ("by_line", "body", "issuer"),
    [
        ("东湖市市长　张三", "东湖市人民政府", "东湖市人民政府"),
        ("东湖市人民政府代市长　张三", "市人民政府", "东湖市人民政府"),
        ("东湖市市长　张三", "市政府", "东湖市市长 张三"),
        ("市长　张三", "市政府", None),
    ],
)
def test_a_report_is_issued_by_whom_it_is_given_for(
    by_line: str, body: str, issuer: str | None
) -> None:
    head = "政府工作报告\n——2026年1月9日在东湖市第三届人民代表大会第四次会议上\n"
    found = envelope(f"{head}{by_line}\n{GREETED.format(body)}{ITEMS}")
    assert (found.issuer, found.date) == (issuer, "2026-01-09")


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (
            "2024年3月5日 东湖市第三届人民代表大会常务委员会第四次会议通过\n",
            Envelope(issuer="东湖市第三届人民代表大会常务委员会", date="2024-03-05"),
        ),
        (
            "2024年3月5日 东湖市第三届人民代表大会第四次会议通过\n"
            "2024年5月1日 江南省第二届人民代表大会常务委员会第七次会议批准\n"
            "2024年7月1日 施行\n",
            Envelope(issuer="东湖市第三届人民代表大会", date="2024-05-01"),
        ),
        (
            "2020年3月5日 东湖市人民政府第9次常务会议通过\n"
            "2020年4月1日 东湖市人民政府令第26号公布 自2020年9月1日起施行\n",
            Envelope(
                issuer="东湖市人民政府",
                docnumber="东湖市人民政府令第26号",
                date="2020-04-01",
            ),
        ),
        (
            "2019年3月5日 东湖市第三届人民代表大会常务委员会第四次会议通过\n"
            "2021年8月1日 东湖市第四届人民代表大会常务委员会第十二次会\n"
            "\n议《关于修改〈东湖市绿化条例〉等三件地方性法规的决定》第一次修\n正\n"
            "2024年10月9日 东湖市第五届人民代表大会常务委员会第三十次\n\n会议修订\n",
            Envelope(issuer="东湖市第三届人民代表大会常务委员会", date="2024-10-09"),
        ),
        (
            "2019年3月5日 东湖市第三届人民代表大会常务委员会第四次会议通过\n"
            "2024年10月9日，东湖市召开现场会\n市水务局就此作出部署，并将要点公布\n",
            Envelope(issuer="东湖市第三届人民代表大会常务委员会", date="2019-03-05"),
        ),
        (
            "2020年4月1日 东湖市人民政府公布\n"
            "2023年4月1日 《东湖市人民政府关于修改〈2019年5月1日目录〉的决定》第一次修订\n",
            Envelope(issuer="东湖市人民政府", date="2023-04-01"),
        ),
        (
            "2020年6月1日 东湖市第三届人民代表大会常务委员会第九次会议通过并经2020年8月1日"
            "江南省第二届人民代表大会常务委员会第八次会议批准的《关于修改〈河道条例〉的决定》修正\n",
            Envelope(issuer="东湖市第三届人民代表大会常务委员会", date="2020-08-01"),
        ),
        (
            "东湖市水务局令\n第 42 号\n",
            Envelope(issuer="东湖市水务局", docnumber="东湖市水务局令第42号"),
        ),
        (
            "文　　号：东湖市水务局第42号令　主题词：河道\n",
            Envelope(issuer="东湖市水务局", docnumber="东湖市水务局第42号令"),
        ),
    ],
)
def test_a_law_says_below_its_title_who_passed_it_and_when(
    lines: str, said: Envelope
) -> None:
    assert envelope(f"东湖市河道保护条例\n{lines}{ARTICLES}") == said


@pytest.mark.parametrize(
    ("last", "said"),
    [
        (
            "东湖市水务局2026年3月1日发布，意见反馈截至2026年3月20日。",
            Envelope(issuer="东湖市水务局", date="2026-03-01"),
        ),
        (
            "东湖市水务局、东湖市财政局2026年3月1日发布，意见反馈截至3月20日。",
            Envelope(issuer="东湖市水务局、东湖市财政局", date="2026-03-01"),
        ),
        (
            "东湖市水务局2026年3月1日",
            Envelope(issuer="东湖市水务局", date="2026-03-01"),
        ),
        ("东湖市水务局办公室2026年3月1日印发", Envelope(printed="2026-03-01")),
    ],
)
def test_a_last_line_says_who_published_it_but_not_by_who_had_it_printed(
    last: str, said: Envelope
) -> None:
    assert envelope(f"支持清漂的若干措施\n{ITEMS}{last}\n") == said


def test_a_number_that_lost_its_last_character_is_told_as_it_stands() -> None:
    text = f"关于做好防汛工作的通知\n东水发〔2026〕5\n各镇：\n{ITEMS}"
    assert envelope(text).docnumber == "东水发〔2026〕5"


@pytest.mark.parametrize(
    ("head", "said"),
    [
        (
            "东湖市人民政府令第5号《东湖市河道保护条例》已经2026年1月9日东湖市人民政府第3次"
            "常务会议通过，现予公布，自2026年3月1日起施行。市长 张三2026年1月12日",
            Envelope(
                issuer="东湖市人民政府",
                docnumber="东湖市人民政府令第5号",
                date="2026-01-12",
            ),
        ),
        (
            "东水释〔2026〕5号《东湖市河道保护条例》已于2026年1月9日由东湖市水务局第3次局务会议"
            "通过，现予公布，自2026年3月1日起施行。二○二六年一月十二日",
            Envelope(
                issuer="东湖市水务局",
                docnumber="东水释〔2026〕5号",
                date="2026-01-12",
            ),
        ),
        (
            "（2020年3月5日东湖市第三届人民代表大会第四次会议通过 自2020年5月1日起施行 "
            "根据2023年4月1日《东湖市关于修改〈2021年5月1日目录〉的决定》第一次修改）",
            Envelope(issuer="东湖市第三届人民代表大会", date="2023-04-01"),
        ),
        (
            "（2020年3月5日以东湖市人民政府令第9号公布）",
            Envelope(
                issuer="东湖市人民政府",
                docnumber="东湖市人民政府令第9号",
                date="2020-03-05",
            ),
        ),
        (
            "1991年6月13日〔91〕民他字第13号",
            Envelope(docnumber="〔91〕民他字第13号", date="1991-06-13"),
        ),
        ("（1991年6月13日）各镇人民政府：来函收悉", Envelope(date="1991-06-13")),
        ("本条例所称河道，按2026年3月1日公布的名录认定", Envelope()),
        (
            "《河道名录》已经2026年1月9日东湖市人民政府第3次常务会议通过",
            Envelope(),
        ),
    ],
)
def test_what_is_run_together_behind_a_title_is_read(head: str, said: Envelope) -> None:
    title = "东湖市河道保护条例"
    assert envelope(f"{title}(2026)\n{title}{head}\n{ARTICLES}") == said


def test_a_number_before_the_words_that_name_the_title_is_read_too() -> None:
    text = (
        "东湖市河道保护条例(2026)\n"
        "东水释〔2026〕5号《东湖市河道保护条例》已于2026年1月9日由东湖市水务局第3次局务会议通过\n"
    )
    assert envelope(f"{text}{ARTICLES}") == Envelope(
        issuer="东湖市水务局", docnumber="东水释〔2026〕5号", date="2026-01-09"
    )


def test_a_name_that_goes_over_two_lines_is_whole_where_the_title_has_it() -> None:
    text = (
        "东湖市清漂行动工作专班办公室关于做好防汛工作的通知\n各镇人民政府：\n现通知如下。\n"
        "一、清漂\n每周打捞一次。\n东湖市清漂行动\n工作专班办公室（代章）\n2026年3月1日\n"
    )
    assert envelope(text).issuer == "东湖市清漂行动工作专班办公室"


def test_a_court_passes_what_its_committee_passed() -> None:
    line = "2024年3月5日 东湖市中级人民法院审判委员会第12次会议通过\n"
    assert (
        envelope(f"审理河道案件的规定\n{line}{ARTICLES}").issuer == "东湖市中级人民法院"
    )
