"""Which clause a note of owners or a deadline belongs to."""

from itertools import pairwise
from typing import NamedTuple

from hypothesis import assume, given
from hypothesis import strategies as st

from planparse.facts.finder import finder, in_order
from planparse.facts.tasks import TaskClause, task_cutter
from planparse.tree import Span

UNITS = ("市水务局", "市财政局", "市教育局", "县住建局", "各镇政府")
TIMES = ("6月底前", "9月30日前", "2024年底前")


def cut(text: str, heading: int = 0) -> tuple[TaskClause, ...]:
    """The tasks of a text of 2024 whose first characters are its heading."""
    facts = finder().find(text, 0, len(text), 2024)
    return task_cutter().cut(text, Span(0, heading), Span(heading, len(text)), facts)


class Clause(NamedTuple):
    """A sentence with its note, and what the note says."""

    text: str
    units: tuple[str, ...]
    times: tuple[str, ...]


@st.composite
def clauses(draw: st.DrawFn) -> Clause:
    work = draw(st.text("建设管护清查", min_size=2, max_size=6))
    lead, *others = draw(st.lists(st.sampled_from(UNITS), min_size=1, max_size=3))
    time = draw(st.sampled_from(("", *TIMES)))
    said = [f"{lead}牵头", *(f"{unit}配合" for unit in others), *filter(None, [time])]
    note = draw(st.sampled_from(("（{}）。", "。（{}）", "（{}），", "【{}】。")))
    text = f"{work}{note.format('，'.join(said))}"
    return Clause(text, (lead, *others), (time,) if time else ())


@given(st.lists(clauses(), min_size=2, max_size=6))
def test_each_note_is_of_its_own_clause(plan: list[Clause]) -> None:
    text = "".join(clause.text for clause in plan)
    facts = finder().find(text, 0, len(text), 2024)
    assert [
        (
            text[task.start : task.end],
            tuple(unit for at in task.owners for unit in facts.owners[at].units),
            tuple(facts.deadlines[at].text for at in task.deadlines),
        )
        for task in cut(text)
    ] == plan


@given(
    st.lists(
        st.sampled_from(
            (
                "建厂",
                "（市水务局负责）",
                "6月底前",
                "年底",
                "，",
                "。",
                "；",
                "（",
                "）",
                "\n",
                "牵头",
                "市教育局",
            )
        ),
        max_size=30,
    ),
    st.integers(0, 4),
)
def test_tasks_tile_the_text_and_take_every_fact(
    words: list[str], heading: int
) -> None:
    text = "".join(words)
    heading = min(heading, len(text))
    facts = finder().find(text, 0, len(text), 2024)
    assume(not any(one.start < heading < one.end for one in in_order(facts)))
    tasks = cut(text, heading)
    if not tasks:
        return
    assert len(tasks) > 1
    assert tasks[0].start in (0, heading)
    assert tasks[-1].end == len(text)
    assert all(one.end == other.start for one, other in pairwise(tasks))
    assert all(task.start < task.end for task in tasks)
    owners = {place for task in tasks for place in task.owners}
    assert owners == set(range(len(facts.owners)))
    deadlines = [place for task in tasks for place in task.deadlines]
    assert deadlines == list(range(len(facts.deadlines)))


def test_a_node_with_one_note_and_no_other_deadline_is_one_task() -> None:
    assert cut("建厂（市水务局牵头，市财政局配合，6月底前）。建站。") == ()
