import pytest

from planparse.system.paths import places_named, unicode_path


@pytest.mark.parametrize(
    ("words", "places"),
    [
        ("plan.txt:12", [("plan.txt", 12)]),
        ("C:\\plan.txt:12", [("C:\\plan.txt", 12)]),
        ("plan.txt:12:5", [("plan.txt:12", 5), ("plan.txt", 12)]),
        (":12", [("", 12)]),
        ("12", []),
        ("plan.txt", []),
        ("plan.txt:", []),
        ("plan.txt:１２", []),
        ("plan.txt:999999999999", []),
        ("第三条", []),
    ],
)
def test_places_of_files(words: str, places: list[tuple[str, int]]) -> None:
    assert list(places_named(words)) == places


def test_a_path_that_is_no_unicode_can_be_printed() -> None:
    assert unicode_path("a\udce9/方案.txt") == "a\\udce9/方案.txt"
