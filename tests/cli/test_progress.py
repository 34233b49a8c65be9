"""How far a comparison is: told on a terminal while it takes long, and gone at the end."""

import io
from types import SimpleNamespace

import pytest

from planparse.cli import progress
from planparse.cli.main import run
from planparse.cli.progress import StatusLine


class Screen(io.StringIO):
    """A terminal that keeps all that it was sent."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Screen:
    found = Screen()
    monkeypatch.setattr(progress, "sys", SimpleNamespace(stderr=found))
    monkeypatch.setattr(progress, "_PATIENCE", 0)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "20")
    return found


def on_screen(text: str) -> str:
    """What a line shows in the end: each text stands in place of the one before."""
    return text.rpartition("\r")[2].removesuffix("\x1b[K")


def test_a_line_stands_in_place_of_the_one_before_and_goes(screen: Screen) -> None:
    with StatusLine(quiet=False) as status:
        status.show("one")
        assert on_screen(screen.getvalue()) == "one"
        status.show("two")
        assert on_screen(screen.getvalue()) == "two"
    assert on_screen(screen.getvalue()) == ""
    assert "\n" not in screen.getvalue()


def test_a_line_is_no_wider_than_the_terminal(screen: Screen) -> None:
    StatusLine(quiet=False).show("政府工作报告二〇二三年")
    assert on_screen(screen.getvalue()) == "政府工作报告二〇二…"


@pytest.mark.parametrize("case", ["quiet", "dumb", "pipe", "fast"])
def test_nothing_is_shown_where_it_is_of_no_use(
    screen: Screen, monkeypatch: pytest.MonkeyPatch, case: str
) -> None:
    if case == "dumb":
        monkeypatch.setenv("TERM", "dumb")
    if case == "pipe":
        monkeypatch.setattr(Screen, "isatty", lambda _: False)
    if case == "fast":
        monkeypatch.setattr(progress, "_PATIENCE", 60)
    with StatusLine(quiet=case == "quiet") as status:
        status.show("one")
    assert screen.getvalue() == ""


def test_a_comparison_tells_each_plan_and_each_step(
    screen: Screen,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("plans")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("COLUMNS", "200")
    for name in ("a.txt", "b.txt", "c.txt"):
        (folder / name).write_text("一、治水\n清淤。\n", encoding="utf-8")
    assert run(["diff", "a.txt", "b.txt", "c.txt", "-o", "out.txt"]) == 0
    told = screen.getvalue().replace("\x1b[K", "").split("\r")
    assert told == [
        "",
        "reading a.txt (1/3)",
        "reading b.txt (2/3)",
        "reading c.txt (3/3)",
        "comparing a.txt → b.txt (1/2)",
        "comparing b.txt → c.txt (2/2)",
        "",
    ]
