"""How an archive is cut into parts: nothing lost, the same each time, little changed by a change."""

from hypothesis import given
from hypothesis import strategies as st

from planparse.batch.entry import Entry
from planparse.batch.stores.parts import (
    MOST_BYTES,
    Part,
    as_lines,
    from_lines,
    parts,
)

names = st.lists(
    st.text(st.characters(exclude_categories=()), min_size=1), unique=True, max_size=60
)


def entries(names: list[str], size: int = 9) -> list[Entry]:
    return [Entry(name, f"s3://b/{name}", "", size, f"{size}.0.0.a") for name in names]


@given(names, st.integers(1, 9))
def test_parts_put_together_are_the_archive(names: list[str], about: int) -> None:
    files = entries(names)
    found = list(parts(files, "key", about))
    assert [entry for part in found for entry in part.entries] == files
    assert all(1 <= len(part.entries) <= 4 * about for part in found)


@given(names)
def test_a_list_of_files_is_read_back(names: list[str]) -> None:
    files = entries(names)
    assert from_lines(as_lines(files)) == files


def of(files: list[Entry], key: str = "key") -> list[Part]:
    return list(parts(files, key, 20))


MANY = entries([f"plans/{number:04}.txt" for number in range(2_000)])


def test_a_file_that_is_added_changes_the_part_that_it_is_in() -> None:
    before = {part.name for part in of(MANY)}
    more = [*MANY[:777], *entries(["plans/0776a.txt"]), *MANY[777:]]
    assert len({part.name for part in of(more)} - before) <= 2
    assert len(before) > 50


def test_a_file_that_changes_gives_its_part_another_name() -> None:
    changed = [*MANY]
    changed[777] = MANY[777]._replace(stamp="9.0.0.b")
    before = {part.name for part in of(MANY)}
    assert len({part.name for part in of(changed)} - before) == 1


def test_other_options_give_all_parts_other_names() -> None:
    names = [{part.name for part in of(MANY, key)} for key in ("one", "other")]
    assert not names[0] & names[1]


def test_large_files_make_parts_of_their_own() -> None:
    large = entries([f"{number}.txt" for number in range(6)], MOST_BYTES)
    assert [len(part.entries) for part in of(large)] == [1] * 6
