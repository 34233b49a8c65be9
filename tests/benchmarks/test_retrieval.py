"""The measure of retrieval: what its questions may say, where answers stand, what a hit is."""

import hashlib
from pathlib import Path

import pytest
from benchmarks.retrieval.page import halves, table
from benchmarks.retrieval.questions import (
    NUMBER,
    Question,
    copied,
    letters,
    names_title,
    questions,
)
from benchmarks.retrieval.score import (
    Answer,
    Score,
    chance,
    covered,
    hits,
    interval,
    score,
    wholes,
)
from benchmarks.retrieval.splitters import (
    BARE,
    SPLITTERS,
    TITLED,
    Piece,
    limit_for,
    mean_size,
    placed,
    sentences,
    windows,
)
from benchmarks.retrieval.texts import Finder, Place, StaleError, Text, archive
from benchmarks.text import CORPUS

from planparse.text.encoding import decode
from tests.conftest import SAMPLES

LIBRARIES = (
    "bm25s",
    "jieba",
    "langchain_text_splitters",
    "llama_index.core",
    "worddael",
)
ASKED = "泵站的机组什么时候要试一遍？"
SAID = "对泵站机组逐台试运行，汛前更换老化闸"


def text_of(said: str, name: str = "a.txt") -> Text:
    return Text(Path(name), (name,), ("0",), said)


def question(path: Path, said: str) -> Question:
    data = path.read_bytes()
    start = decode(data).text.index(said)
    digest = hashlib.sha256(data).hexdigest()
    name = path.relative_to(path.parents[1]).as_posix()
    return Question(ASKED, name, digest, start, start + len(said))


# ── the questions ────────────────────────────────────────────────────────────────────


def test_two_hundred_questions_say_no_item_number() -> None:
    asked = questions()
    assert len({one.question for one in asked}) == len(asked) == 200
    for one in asked:
        assert one.question.endswith("？")
        assert not NUMBER.search(one.question), one.question
        assert 0 <= one.start < one.end
        assert len(one.sha256) == 64


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the archive is not there")
def test_questions_are_in_words_of_their_own_and_have_their_answers() -> None:
    asked, texts = questions(), archive(CORPUS)
    assert [*copied(asked, (text.text for text in texts))] == []
    finder = Finder(texts)
    for one in asked:
        here = texts[finder.places(one)[0].text].text
        first_line = here.strip("#\n\r ").splitlines()[0]
        assert not names_title(one.question, [first_line]), one.question
        answer = here[one.start : one.end]
        assert answer == answer.strip(), one.question
        assert not names_title(one.question, [answer]), one.question


@pytest.mark.parametrize(
    "said", ["第三条怎么说？", "（二）里要做什么？", "三、要求什么？", "4.是什么？"]
)
def test_numbers_of_items_are_seen(said: str) -> None:
    assert NUMBER.search(said)


@pytest.mark.parametrize(
    "said",
    ["三四个部门要做什么？", "增长4.5%是哪一年？", "二十、三十年的账怎么算？"[3:]],
)
def test_other_numbers_are_none(said: str) -> None:
    assert not NUMBER.search(said)


def test_what_is_copied_is_seen_across_wraps() -> None:
    asked = Question("是否要对清理主城区排水管网的施工单位逐月考核", "a", "", 0, 1)
    wrapped = "须对清理主城区排水\n管网的施工单位逐月考核。"
    assert [*copied([asked], [wrapped])]
    assert not [*copied([asked], ["清理主城区排水管网，施工单位逐月考核。"])]
    assert names_title("青禾市2024年的《防汛要点》说了什么？", ["防汛要点"])
    assert not names_title("汛期怎么值班？", ["防汛要点", ""])


# ── where answers stand ──────────────────────────────────────────────────────────────


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a sample, the same in another encoding, and the same wrapped otherwise."""
    said = (SAMPLES / "flood-season.txt").read_text(encoding="utf-8")
    for name, data in (
        ("a/plan.txt", said.encode()),
        ("b/gb.txt", said.encode("gb18030")),
        ("b/wrapped.txt", said.replace("逐台", "逐\n台").encode()),
        ("b/other.txt", "泵站机组逐台试运行。".encode()),
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    return tmp_path


def test_an_answer_is_found_in_copies_and_not_where_its_words_stand_alone(
    folder: Path,
) -> None:
    texts = archive(folder)
    assert [text.names for text in texts] == [
        ("a/plan.txt", "b/gb.txt"),
        ("b/other.txt",),
        ("b/wrapped.txt",),
    ]
    for name in ("a/plan.txt", "b/gb.txt"):
        first, copy = Finder(texts).places(question(folder / name, SAID))
        assert (first.text, copy.text) == (0, 2)
        assert letters(texts[2].text[copy.start : copy.end]) == letters(SAID)


def test_a_question_of_another_state_of_a_file_is_refused(folder: Path) -> None:
    asked, finder = question(folder / "a/plan.txt", SAID), Finder(archive(folder))
    for stale in (
        asked._replace(sha256="0" * 64),
        asked._replace(file="a/none.txt"),
        asked._replace(end=asked.start),
    ):
        with pytest.raises(StaleError, match="a/"):
            finder.places(stale)


# ── splitters ────────────────────────────────────────────────────────────────────────


def test_windows_tile_a_text() -> None:
    text = text_of("甲乙丙丁戊己庚")
    assert [one.words for one in windows(text, 3)] == ["甲乙丙", "丁戊己", "庚"]
    assert [one.words for one in windows(text, 4, 1)] == ["甲乙丙丁", "丁戊己庚"]


def test_chunks_that_say_the_same_have_their_own_places() -> None:
    found = [*placed(text_of("清漂。清漂。清淤。"), ["清漂。", "清漂。", "清淤。"], 0)]
    assert [(one.start, one.end) for one in found] == [(0, 3), (3, 6), (6, 9)]
    with pytest.raises(ValueError, match="no part of the text"):
        [*placed(text_of("清漂。"), ["清淤。"], 0)]


def test_sentences_end_behind_closing_marks() -> None:
    assert sentences("他说：“清漂。”然后呢？清淤") == [
        "他说：“清漂。”",
        "然后呢？",
        "清淤",
    ]


@pytest.mark.parametrize("splitter", SPLITTERS, ids=lambda each: each.name)
def test_pieces_are_parts_of_the_text(splitter) -> None:
    for library in LIBRARIES:
        pytest.importorskip(library)
    path = SAMPLES / "flood-season.txt"
    text = text_of(path.read_text(encoding="utf-8"))._replace(path=path)
    pieces = splitter.split(text, 150)
    assert len(pieces) > 4
    for one in pieces:
        assert len(one.words) <= 150
        same = letters(text.text[one.start : one.end]) == letters(one.words)
        assert same
    said = set().union(*(range(one.start, one.end) for one in pieces))
    assert {at for at, char in enumerate(text.text) if char.isalnum()} <= said


def test_a_limit_is_found_for_a_mean() -> None:
    texts = [text_of("甲" * 5000)]
    each = next(one for one in SPLITTERS if one.name == "windows")
    assert mean_size(each, texts, limit_for(each, texts, 300, 700)) == pytest.approx(
        300, rel=0.05
    )


# ── scores ───────────────────────────────────────────────────────────────────────────


def test_a_piece_covers_what_it_shares() -> None:
    piece = Piece(10, 20, "")
    parts = [
        covered(piece, Place(0, *span))
        for span in ((12, 18), (15, 25), (20, 30), (5, 25))
    ]
    assert parts == [1, 0.5, 0, 0.5]


def test_questions_are_scored_by_rank_and_by_what_a_chunk_holds(
    folder: Path, monkeypatch
) -> None:
    texts = archive(folder)
    asked = question(folder / "a/plan.txt", SAID)
    places = [Finder(texts).places(asked)]
    each = next(one for one in SPLITTERS if one.name == "windows")
    begins = [
        (owner, one.start)
        for owner, text in enumerate(texts)
        for one in each.split(text, 10)
    ]
    right = next(
        at
        for at, (owner, start) in enumerate(begins)
        if owner == 0 and start > asked.start
    )
    monkeypatch.setattr(
        "benchmarks.retrieval.score.best",
        lambda *_: [[len(begins) - 1, right, right - 1]],
    )
    (found,) = score(each, 10, texts, [ASKED], places).answers
    assert found == Answer(rank=2, whole=None, kept=False)
    monkeypatch.setattr("benchmarks.retrieval.score.best", lambda *_: [[0]])
    whole = score(each, 10**6, texts, [ASKED], places).answers[0]
    assert whole == Answer(rank=1, whole=1, kept=True)


def test_the_search_finds_words_in_another_order(folder: Path) -> None:
    for library in ("bm25s", "jieba"):
        pytest.importorskip(library)
    texts = archive(folder)[:1]
    each = next(one for one in SPLITTERS if one.name == "windows")
    asked = question(folder / "a/plan.txt", SAID)
    found = score(
        each,
        60,
        texts,
        ["机组试运行，泵站", "宇航员"],
        [[Place(0, asked.start, asked.end)]] * 2,
    )
    assert hits(found, 1) == [True, False]


def result(name: str, ranks: list[int | None], limit: int = 800) -> Score:
    answers = tuple(Answer(rank, rank, kept=True) for rank in ranks)
    return Score(name, BARE, limit, 500.0, answers)


def test_hits_are_counted_up_to_a_rank() -> None:
    found = result(BARE, [1, 6, None])
    assert hits(found, 5) == [True, False, False]
    assert wholes(found, 10) == [True, True, False]


def test_intervals_and_chances_are_those_of_the_books() -> None:
    low, high = interval(5, 10)  # Wilson 1927: 0.237 to 0.763
    assert (low, high) == (
        pytest.approx(0.2366, abs=1e-4),
        pytest.approx(0.7634, abs=1e-4),
    )
    assert interval(0, 4)[0] == 0
    ours, theirs, likely = chance([True] * 6 + [False], [False] * 6 + [True])
    assert (ours, theirs, likely) == (6, 1, pytest.approx(0.125))
    assert chance([True], [True]) == (0, 0, 1)


def test_a_table_holds_like_against_like() -> None:
    ours, theirs = result(BARE, [1, 2, None, 1]), result("windows", [1, None, 3, 9])
    rows = [*table([ours, theirs])]
    assert rows[2].startswith(
        f"| {BARE} | 800 | 500 | 50.0 | 75.0 (30–95) | 75.0 | 75.0 | 100.0 | – |"
    )
    assert rows[3].endswith("| 2, 1 (1.00) |")
    assert [*halves([[ours], [ours._replace(limit=400)]])][-1] == (
        f"| {BARE} | 50.0 | 100.0 | 50.0 | 100.0 |"
    )


def test_every_rival_is_one_of_the_splitters() -> None:
    assert {each.rival for each in SPLITTERS} == {BARE, TITLED}
    assert {each.rival for each in SPLITTERS} <= {each.name for each in SPLITTERS}
