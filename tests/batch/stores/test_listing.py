"""What a URL names in a store: the names, the order and the refusals of a folder on disk."""

from pathlib import Path
from typing import Any

import pytest

from planparse.batch.archive import entries
from planparse.batch.entry import Entry
from planparse.batch.stores.access import CannotReadError

NAMES = (
    "plans/2021/b.txt",
    "plans/2021.txt",
    "plans/2021/a/z.txt",
    "plans/2021/a.txt",
    "plans/国发[2024]1号.txt",
    "plans/.hidden/a.txt",
    "plans/__MACOSX/a.txt",
    "plans/out/rows/a.jsonl",
)


def listed(*names: str, own: str = "memory://plans/out") -> list[Entry]:
    return list(entries(names, (own,), 10**6))


@pytest.fixture
def plans(memory: Any) -> Any:
    for name in NAMES:
        memory.pipe_file(f"/{name}", name.encode())
    return memory


@pytest.mark.usefixtures("plans")
def test_files_come_in_the_order_of_a_folder_on_disk(tmp_path: Path) -> None:
    for name in NAMES:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
    found = listed("memory://plans")
    on_disk = listed(str(tmp_path / "plans"), own=str(tmp_path / "plans/out"))
    assert [entry.name for entry in found] == [entry.name for entry in on_disk]
    assert [entry.size for entry in found] == [entry.size for entry in on_disk]
    assert not any(entry.fault for entry in found)
    assert len(found) == 5


def test_a_folder_on_disk_may_be_named_by_its_url(tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "a.txt").write_text("一、", encoding="utf-8")
    assert listed(f"file://{tmp_path}/plans") == listed(f"{tmp_path}/plans")


@pytest.mark.usefixtures("plans")
def test_a_file_is_known_by_its_path_a_pattern_by_those_it_matches() -> None:
    assert [entry.name for entry in listed("memory://plans/国发[2024]1号.txt")] == [
        "plans/国发[2024]1号.txt"
    ]
    assert [entry.name for entry in listed("memory://plans/2021/*.txt")] == [
        "plans/2021/a.txt",
        "plans/2021/b.txt",
    ]


@pytest.mark.usefixtures("plans")
@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("memory://plans/none.txt", "there is no such file"),
        ("memory://plans/*.docx", "no file matches"),
    ],
)
def test_what_is_not_there_is_refused(name: str, why: str) -> None:
    (entry,) = listed(name)
    assert entry.fault == why


def test_broken_archives_and_large_files_are_refused_by_name(plans: Any) -> None:
    plans.pipe_file("/new/plans.zip", b"PK")
    plans.pipe_file("/new/large.txt", bytes(10**6 + 1))
    large, packed = listed("memory://new")
    assert packed.name == "new/plans.zip"
    assert packed.fault.startswith("is not a valid zip archive")
    assert "--max-size" in large.fault


def test_the_stamp_tells_contents_apart(plans: Any) -> None:
    def stamps() -> list[str]:
        return [entry.stamp for entry in listed("memory://plans")]

    before = stamps()
    assert stamps() == before
    plans.pipe_file("/plans/2021.txt", b"changed")
    assert sum(one != other for one, other in zip(before, stamps(), strict=True)) == 1


def test_an_unknown_store_ends_the_run() -> None:
    with pytest.raises(CannotReadError, match="nowhere"):
        listed("nowhere://plans")
