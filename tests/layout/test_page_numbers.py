"""Which bare numbers count the pages of a text."""

from planparse.layout.page_numbers import counting_pages


def test_numbers_count_pages_only_a_page_apart() -> None:
    ended = frozenset("。")
    page = "清漂清淤。\n" * 90 + "清漂清淤"
    assert (
        len(
            counting_pages(
                "".join(f"{page}\n{number}\n" for number in (1, 2, 3, 5, 6)), ended
            )
        )
        == 5
    )
    assert (
        len(counting_pages(f"{page}\n1\n{page}\n2\n{page}\n3\n\n4\n{page}", ended)) == 4
    )
    assert (
        counting_pages("".join(f"{page}\n{number}\n" for number in (1, 2)), ended)
        == frozenset()
    )
    assert (
        counting_pages(
            "".join(f"{page}\n{number}\n" for number in (1, 4, 8, 12)), ended
        )
        == frozenset()
    )
    assert (
        counting_pages("".join(f"清漂\n{number}\n" for number in range(1, 40)), ended)
        == frozenset()
    )
    rows = "".join(f"{page}\n{number}\n17\n3\n40\n" for number in range(1, 9))
    assert counting_pages(rows, ended) == frozenset()


def test_numbers_that_part_no_sentence_count_items() -> None:
    ended = frozenset("。")
    items = "".join(f"{number}\n{'清漂清淤。' * 90}\n" for number in range(1, 9))
    assert counting_pages(items, ended) == frozenset()
    one_in_four = "清漂清淤。" * 90
    parted = "".join(
        f"{one_in_four}{'清漂' * (number % 4 == 0)}\n{number}\n"
        for number in range(1, 9)
    )
    assert len(counting_pages(parted, ended)) == 8


def test_pages_are_counted_on_over_a_break() -> None:
    ended = frozenset("。")
    page = "清漂清淤。\n" * 90 + "清漂清淤"
    numbers = [*range(1, 6), *range(11, 16)]
    assert (
        len(counting_pages("".join(f"{page}\n{number}\n" for number in numbers), ended))
        == 10
    )
    again = [*range(1, 6), *range(1, 4)]
    assert (
        len(counting_pages("".join(f"{page}\n{number}\n" for number in again), ended))
        == 5
    )
