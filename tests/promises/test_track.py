"""What became of promises: verdicts, citations, laws on any text, and each format."""

import io
import json
import re
from collections import Counter

import openpyxl
import pytest
from hypothesis import example, given

import planparse
from planparse.compare.comparison import edition
from planparse.compare.items import Edition, from_record
from planparse.export.reader import load
from planparse.export.tracking import write_tracking
from planparse.export.writers import write
from planparse.pipeline import parse
from planparse.promises.figures import measured, targets
from planparse.promises.judging import judge
from planparse.promises.outcomes import Outcome
from planparse.promises.passages import parts
from planparse.promises.tracking import Tracked, indicators, track
from planparse.promises.words import VERDICTS
from planparse.text.encoding import Source, decode
from tests.conftest import SAMPLES
from tests.grammar.shipped_folder import FOLDER
from tests.laws.laws import AUTO
from tests.laws.strategies import texts

EXAMPLES = FOLDER.reports["outcomes"]
NAMES = ("report-2023.txt", "report-2024.txt")


def read(text: str, path: str = "-") -> Edition:
    return edition(parse(Source(text, "utf-8", path=path), AUTO), AUTO)


def sample(name: str) -> Edition:
    return edition(parse(decode((SAMPLES / name).read_bytes(), name), AUTO), AUTO)


def tracked_samples() -> Tracked:
    return track([sample(name) for name in NAMES])


def report(year: int, review: str, plan: str) -> Edition:
    return read(
        f"一、{year - 1}年工作回顾\n{review}\n二、{year}年重点工作\n{plan}\n",
        f"{year}.txt",
    )


def outcomes_of(plan: str, review: str, next_plan: str = "加强管护。") -> list[Outcome]:
    old = report(2023, "河道管护加强。", plan)
    return [*track([old, report(2024, review, next_plan)]).outcomes]


def outcome_of(plan: str, review: str, next_plan: str = "加强管护。") -> Outcome:
    (outcome,) = outcomes_of(plan, review, next_plan)
    return outcome


# ── words ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("text", EXAMPLES["match"])
def test_a_match_is_judged_as_it_says(text: str) -> None:
    old, new = text.split("；")
    figures = []
    for said in (report(2023, "无。", f"{old}。"), report(2024, f"{new}。", "无。")):
        figures += measured(said, [one for one in parts(said) if one.facts["figures"]])
    target, result = figures
    assert judge(target, result).verdict == EXAMPLES["match"][text]


@pytest.mark.parametrize("text", EXAMPLES["reject"])
def test_a_reject_promises_nothing(text: str) -> None:
    said = report(2023, "无。", text)
    assert targets(measured(said, parts(said))) == []


# ── verdicts ─────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("plan", "review", "verdict", "short"),
    [
        ("粮食产量达到50万吨。", "粮食产量达到52万吨。", "reached", None),
        ("粮食产量达到50万吨。", "粮食产量达到47万吨。", "missed", 30_000),
        ("失业率控制在4.5%以内。", "城镇登记失业率为4.1%。", "reported", None),
        ("城镇登记失业率控制在4.5%以内。", "城镇登记失业率为4.1%。", "reached", None),
        ("城镇登记失业率控制在4.5%以内。", "城镇登记失业率为4.8%。", "missed", 0.3),
        ("单位生产总值能耗降低3%以上。", "单位生产总值能耗降低3.5%。", "reached", None),
        ("财政收入增长8%左右。", "财政收入增长7.8%。", "missed", 0.2),
        ("财政收入增长7.5%左右。", "财政收入增长7.4%。", "reached", None),
        ("财政收入增长6%至7%。", "财政收入增长6.1%。", "reached", None),
        ("财政收入增长6%。", "财政收入完成12亿元。", "reported", None),
        ("财政收入增长6%。", "五年来，财政收入增长30%。", "reported", None),
        ("财政赤字控制为3亿元。", "财政赤字为2.8亿元。", "reported", None),
        ("财政收入增长6%。", "没有实现财政收入增长6%的目标。", "missed", None),
        ("粮食产量达到50万吨。", "粮食产量近50万吨。", "reported", None),
        ("新建泵站10座。", "新建泵站2座。", "reported", None),
        ("新建泵站10座。", "造林500亩。", "unmentioned", None),
    ],
)
def test_a_target_is_judged_by_the_review(
    plan: str, review: str, verdict: str, short: float | None
) -> None:
    outcome = outcome_of(plan, review)
    assert (outcome.verdict, outcome.short) == (verdict, short)
    assert (outcome.passage is None) == (verdict == "unmentioned")


def test_what_only_the_new_plan_says_is_restated() -> None:
    outcome = outcome_of("新建泵站10座。", "造林500亩。", "新建泵站8座。")
    assert outcome.verdict == "restated"
    assert outcome.next_target is not None
    assert outcome.next_target.fact["low"] == 8


def test_of_several_results_the_nearest_is_taken() -> None:
    review = "茶园新增就业2000人。全年实现新增就业5650人。"
    outcome = outcome_of("全年新增就业5700人。", review)
    assert (outcome.verdict, outcome.short) == ("missed", 50)


def test_results_that_are_not_of_one_mind_decide_nothing() -> None:
    review = "东片粮食产量达到45万吨。粮食产量达到52万吨。"
    assert outcome_of("粮食产量达到50万吨。", review).verdict == "reported"


@pytest.mark.parametrize(
    "text",
    [
        "我国有14亿人口。",
        "去年新建泵站6座。",
        "到2035年，粮食产量达到80万吨。",
        "“十五五”时期，粮食产量达到80万吨。",
        "泵站已建成6座。",
    ],
)
def test_what_is_no_aim_of_the_year_is_no_promise(text: str) -> None:
    assert outcomes_of(text, "河道管护加强。") == []


@pytest.mark.parametrize(
    ("plan", "review", "verdict"),
    [
        ("禾水大桥年内建成通车。", "禾水大桥建成通车。", "reached"),
        ("开工建设禾水大桥。", "禾水大桥主体封顶。", "reached"),
        ("禾水大桥年内建成通车。", "禾水大桥一期建成。", "reported"),
        ("开工建设禾水大桥。", "禾水大桥前期工作扎实推进。", "reported"),
        ("禾水大桥年内建成通车。", "造林500亩。", "unmentioned"),
    ],
)
def test_a_task_is_judged_by_how_far_the_work_is(
    plan: str, review: str, verdict: str
) -> None:
    assert outcome_of(plan, review).verdict == verdict


def test_a_report_of_another_year_judges_nothing() -> None:
    old = report(2023, "河道管护加强。", "粮食产量达到50万吨。")
    new = report(2025, "粮食产量达到52万吨。", "加强管护。")
    (outcome,) = track([old, new]).outcomes
    assert outcome.verdict == "reported"


def test_a_review_inside_the_plan_promises_nothing_and_tells() -> None:
    plan = "过去一年，全县工作取得了新成绩。粮食产量达到52万吨，比上年有所增加。今年要修路。"
    old = report(2023, "河道管护加强。", f"粮食产量达到50万吨。\n{plan}")
    assert [one.words for one in track([old, old]).outcomes] == ["粮食产量达到50万吨"]
    new = report(2024, "河道管护加强。", plan)
    assert track([old, new]).outcomes[0].verdict == "reached"


def test_a_passage_that_names_an_indicator_is_cited() -> None:
    outcome = outcome_of("居民消费价格上涨3%左右。", "居民消费价格保持稳定。")
    assert outcome.verdict == "reported"
    assert outcome.passage is not None
    assert outcome.passage.text == "居民消费价格保持稳定。"


def test_a_name_that_is_part_of_another_is_not_told_of() -> None:
    review = "单位地区生产总值能耗下降5%。"
    assert outcome_of("地区生产总值增长6%。", review).verdict == "unmentioned"


def test_a_task_that_is_set_again_is_restated() -> None:
    outcome = outcome_of("开工建设禾水大桥。", "造林500亩。", "开工建设禾水大桥。")
    assert outcome.verdict == "restated"


def test_the_samples_show_every_verdict() -> None:
    found = Counter(outcome.verdict for outcome in tracked_samples().outcomes)
    assert found == {
        "reached": 11,
        "missed": 2,
        "reported": 4,
        "restated": 1,
        "unmentioned": 3,
    }


def test_a_report_without_its_year_follows_the_one_before() -> None:
    old = report(2023, "无。", "新建泵站6座。")
    new = read("一、去年工作回顾\n新建泵站7座。\n二、今年重点工作\n造林。\n")
    found = track([old, new, report(2025, "无。", "造林。")])
    assert [one.year for one in found.reports] == [2023, 2024, 2025]


def test_indicators_go_through_the_years() -> None:
    reports = [
        report(
            year, f"粮食产量达到{year - 1980}万吨。", f"粮食产量达到{year - 1979}万吨。"
        )
        for year in (2022, 2023, 2024)
    ]
    (row,) = indicators(track(reports))
    verdicts = [
        cell.outcome.verdict if cell and cell.outcome else "" for cell in row.cells
    ]
    assert (row.indicator, row.aspect, row.unit) == ("粮食产量", "level", "吨")
    assert verdicts == ["reached", "reached", ""]


def test_one_report_is_nothing_to_track() -> None:
    with pytest.raises(ValueError, match="fewer than two"):
        track([sample(NAMES[0])])


# ── laws ─────────────────────────────────────────────────────────────────────────────


def hold(found: Tracked) -> None:
    """Every target has one outcome, and every passage stands where it says."""
    for at, step in enumerate(found.steps):
        old, new = found.reports[at : at + 2]
        aims = [id(outcome.target) for outcome in step if outcome.target]
        assert sorted(aims) == sorted(map(id, old.targets))
        assert len(step) == len(old.targets) + len(old.tasks)
        for outcome in step:
            assert outcome.verdict in VERDICTS
            assert (outcome.verdict == "unmentioned") <= (outcome.passage is None)
            for passage, one in (
                (outcome.promise, old),
                (outcome.passage, new),
                (outcome.restated, new),
            ):
                source = one.edition.source
                if passage is None or source is None:
                    continue
                assert source[passage.start : passage.end] == passage.text
                lines = source[: passage.start].replace("\r\n", "\n")
                count = lines.count("\n") + lines.count("\r")
                assert passage.line == 1 + count


@given(texts, texts)
@example("一、2023年重点工作\r\n新建泵站6座；\n", "一、2023年工作回顾\n新建泵站\n6座。")
def test_laws_on_any_text(old: str, new: str) -> None:
    hold(track([read(old), read(new), read(old)]))


def test_laws_on_the_samples() -> None:
    hold(tracked_samples())


@pytest.mark.parametrize("fmt", ["json", "yaml"])
def test_printed_reports_are_tracked_as_texts_are(fmt: str) -> None:
    loaded = []
    for name in NAMES:
        parsed = parse(decode((SAMPLES / name).read_bytes(), name), AUTO)
        text = "".join(write(parsed, AUTO, fmt, sha256=""))
        spoken = frozenset(one.name for one in AUTO.families if one.spoken)
        loaded.append(from_record(load(text, fmt).plain(), spoken))
    found = track(loaded)
    told = [(outcome.verdict, outcome.words) for outcome in found.outcomes]
    expected = tracked_samples().outcomes
    assert told == [(outcome.verdict, outcome.words) for outcome in expected]
    assert {outcome.promise.start for outcome in found.outcomes} == {None}


# ── formats ──────────────────────────────────────────────────────────────────────────


def written(fmt: str, lang: planparse.tree.Lang = "en") -> bytes:
    pieces = write_tracking(tracked_samples(), fmt, lang=lang)
    return b"".join(
        piece if isinstance(piece, bytes) else piece.encode() for piece in pieces
    )


def test_chinese_says_not_mentioned_and_never_failed() -> None:
    text = written("text", "zh").decode()
    assert "未提及  城乡居民医保参保率达到97%" in text
    assert "失败" not in text


def test_json_has_both_passages() -> None:
    record = json.loads(written("json"))
    assert record == json.loads(json.dumps(planparse_tracking().to_dict()))
    missed = [one for one in record["outcomes"] if one["verdict"] == "missed"]
    texts = [(SAMPLES / name).read_text(encoding="utf-8") for name in NAMES]
    for one in missed:
        for side, text in zip(("promise", "report"), texts, strict=True):
            cited = one[side]
            assert text[cited["start"] : cited["end"]] == cited["sentence"]
        assert one["short"] > 0


def planparse_tracking() -> planparse.Tracking:
    old, new = (
        planparse.parse((SAMPLES / name).read_bytes(), path=name) for name in NAMES
    )
    return planparse.track(old, new)


def test_python_offers_what_the_command_prints() -> None:
    tracking = planparse_tracking()
    assert "".join(tracking.to("text")) == written("text").decode()
    assert tracking == planparse_tracking()
    assert repr(tracking).startswith("<Tracking report-2023.txt → report-2024.txt: 11")
    with pytest.raises(ValueError, match="unknown format 'pdf'"):
        [*tracking.to("pdf")]  # type: ignore[arg-type]


def test_the_page_loads_nothing_and_names_no_path() -> None:
    folder_of_mine = "/home/somebody/secret"
    reports = [sample(name)._replace(path=f"{folder_of_mine}/{name}") for name in NAMES]
    page = "".join(map(str, write_tracking(track(reports), "html", lang="zh")))
    assert folder_of_mine not in page
    assert "report-2023" not in page
    assert "Content-Security-Policy" in page
    assert not re.search(r"(?:src|href)=|url\(|@import|<script", page)
    assert page.count("data-verdict=") == 21
    assert "政府工作报告" in page
    assert "prefers-color-scheme: dark" in page


def test_the_page_escapes_what_reports_say() -> None:
    old = report(2023, "无。", "新建泵站<b>6座&甲。")
    page = "".join(
        map(str, write_tracking(track([old, report(2024, "无。", "无。")]), "html"))
    )
    assert "<b>" not in page.split("<main>")[1]


def test_the_workbook_has_a_row_for_each_promise() -> None:
    book = openpyxl.load_workbook(io.BytesIO(written("xlsx")))
    assert book.sheetnames == ["承诺与结果", "历年指标"]
    sheet = book.worksheets[0]
    rows = list(sheet.iter_rows(min_row=3, values_only=True))
    assert len(rows) == 21
    assert Counter(row[2] for row in rows)["未提及"] == 3
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_a_terminal_shows_columns_of_one_width() -> None:
    reports = [
        report(year, "财政收入增长6%。", "财政收入增长6%。")
        for year in (2022, 2023, 2024)
    ]
    text = "".join(map(str, write_tracking(track(reports), "text", lang="zh")))
    head, row = text.split("历年指标\n")[1].splitlines()[:2]
    assert head.split() == ["指标", "2022", "2023", "2024"]
    assert row.split("  ")[0] == "财政收入 增长"
