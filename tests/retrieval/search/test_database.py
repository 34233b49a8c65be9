"""Words in a database: the same answers as over the files, and what is wrong told in a line."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import planparse
from planparse import Hit, Plan, PlanparseError, UnreadableError, parse
from tests.batch.databases import sqlite
from tests.batch.test_sqlite import FILES
from tests.laws.strategies import texts

WORDS = [
    "水",
    "防汛",
    "防汛抗旱",
    "防汛 市",
    "水库 责任人",
    "5G",
    "GDP",
    "百分之五",
    "２０２４",
    "98%以上",
    '"',
    "'",
    "%",
    "*",
    "^",
    "NEAR(水 库)",
    "水* OR 库",
    "title:水",
    "的",
    "绿地 公园 单位",
    "没有这个词",
    "𠮷",
    "，",
]
QUERIES = [
    "owner~市水务局",
    "owner=市水务局|市应急局 deadline<2024-06",
    "owner=",
    "!owner~市 水",
    "lead~市",
    "deadline=2024-05",
    "deadline~底前",
    "figure>=100万元",
    "figure~公里",
    "reference~办法",
    "year=2024",
    "year<2024 document~阅读",
    "document=",
    'task~"“"',
]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of the samples."""
    return sqlite(tmp_path_factory.mktemp("database"), FILES)


@pytest.fixture(scope="module")
def plans() -> list[Plan]:
    return [parse(text, path=name) for name, text in FILES.items()]


def told(hits: tuple[Hit, ...]) -> list[dict[str, object]]:
    """What was found, plain."""
    return [hit.to_dict() for hit in hits]


@pytest.mark.parametrize("words", WORDS)
def test_words_are_found_as_in_the_files(
    path: Path, plans: list[Plan], words: str
) -> None:
    found = planparse.search(words, *plans)
    assert told(planparse.search(words, path)) == told(found)
    assert told(planparse.search(words, path, limit=3)) == told(found[:3])


@pytest.mark.parametrize("where", QUERIES)
@pytest.mark.parametrize("words", ["", "水", "市 公里"])
def test_conditions_hold_as_in_the_files(
    path: Path, plans: list[Plan], words: str, where: str
) -> None:
    if not words and where.startswith(("year", "document")):
        with pytest.raises(ValueError, match="name a word"):
            planparse.search(words, path, where=where)
        return
    found = planparse.search(words, *plans, where=where)
    assert told(planparse.search(words, path, where=where)) == told(found)
    if not words:
        assert found


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(texts, min_size=1, max_size=2), st.data())
def test_any_words_are_found_as_in_the_files(
    tmp_path: Path, several: list[str], data: st.DataObject
) -> None:
    files = {f"{place}.txt": text for place, text in enumerate(several)}
    path = sqlite(tmp_path, files)
    plans = [parse(text, path=name) for name, text in files.items()]
    whole = "".join(several) or "水"
    for _ in range(5):
        start = data.draw(st.integers(0, len(whole) - 1))
        words = whole[start : start + data.draw(st.sampled_from([1, 2, 3, 9]))]
        try:
            found = planparse.search(words, *plans)
        except ValueError:
            continue
        assert told(planparse.search(words, path)) == told(found)


def test_databases_and_plans_are_searched_together(
    path: Path, plans: list[Plan]
) -> None:
    hits = planparse.search("绿地", path, *plans)
    alone = planparse.search("绿地", path)
    assert len(hits) == 2 * len(alone)
    assert [hit.text for hit in hits[:2]] == [alone[0].text] * 2


# ── trouble ───────────────────────────────────────────────────────────────────────────


def complaint(path: Path, kind: type[PlanparseError] = UnreadableError) -> str:
    with pytest.raises(kind) as raised:
        planparse.search("水", path)
    assert "\n" not in str(raised.value)
    return str(raised.value).replace(str(path), "plans.sqlite")


def test_a_database_of_others_is_told(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    with closing(sqlite3.connect(path)) as db:
        db.execute("create table nodes (id)")
        db.execute("pragma user_version = 1")
        db.commit()
    assert complaint(path) == (
        "plans.sqlite is a database that planparse did not write: name one that "
        "planparse batch -o plans.sqlite wrote, or the files themselves"
    )


@pytest.mark.parametrize("version", [0, 99])
def test_a_database_of_another_version_is_told(
    tmp_path: Path, path: Path, version: int
) -> None:
    other = tmp_path / "plans.sqlite"
    other.write_bytes(path.read_bytes())
    with closing(sqlite3.connect(other)) as db:
        db.execute(f"pragma user_version = {version}")
        db.commit()
    assert complaint(other) == (
        "plans.sqlite is a database of another version of planparse: "
        "write it anew with planparse batch"
    )


def test_a_damaged_database_is_told(tmp_path: Path, path: Path) -> None:
    whole = path.read_bytes()
    damaged = tmp_path / "plans.sqlite"
    for data in (
        whole[:20_000],
        whole[:30],
        whole[:8192] + b"\xff" * (len(whole) - 8192),
    ):
        damaged.write_bytes(data)
        assert complaint(damaged).startswith(
            "plans.sqlite cannot be read as a database ("
        )


def test_a_database_that_is_being_written_is_told(
    tmp_path: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("planparse.retrieval.search.database._PATIENCE", 0.01)
    busy = tmp_path / "plans.sqlite"
    busy.write_bytes(path.read_bytes())
    with closing(sqlite3.connect(busy)) as db:
        db.execute("begin exclusive")
        assert complaint(busy, PlanparseError) == (
            "plans.sqlite is being written by another program: try again when it is done"
        )


def test_a_database_that_is_only_read_is_searched(tmp_path: Path, path: Path) -> None:
    folder = tmp_path / "只读 ?#%20"
    folder.mkdir()
    copy = folder / "plans.sqlite"
    copy.write_bytes(path.read_bytes())
    copy.chmod(0o444)
    folder.chmod(0o555)
    try:
        assert planparse.search("水库", copy)
    finally:
        folder.chmod(0o755)
    assert [file.name for file in folder.iterdir()] == ["plans.sqlite"]
    assert copy.read_bytes() == path.read_bytes()


def test_words_of_any_size_are_looked_for(path: Path) -> None:
    assert planparse.search("水" * 10**5, path) == ()
    assert planparse.search(" ".join(map(str, range(3000))), path) == ()
