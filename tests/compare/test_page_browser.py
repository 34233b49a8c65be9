"""The page of differences in a browser: links lead, filters hide, search finds."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.compare.browser import Browser, launched
from tests.compare.test_page import HOSTILE, NEW, OLD, page, sample, year

SEEN = (
    "return [...document.querySelectorAll('.rows > .row')]"
    ".filter((row) => row.checkVisibility())"
)
KINDS = SEEN + ".map((row) => row.dataset.kinds)"
TEXTS = SEEN + ".map((row) => row.querySelector('.said').textContent)"
SEARCHED = """
const [text] = arguments;
const field = document.getElementById("search");
field.value = text;
field.form.requestSubmit();
"""
CUT_OFF = """
return [...document.querySelectorAll(".said")].filter((said) => said.scrollWidth > said.clientWidth)
  .map((said) => said.textContent.slice(0, 40));
"""
UNREADABLE = """
const parts = (colour) => colour.match(/[\\d.]+/g).map(Number);
const light = ([red, green, blue]) => [red, green, blue].map((value) => value / 255)
  .map((value) => value <= .04045 ? value / 12.92 : ((value + .055) / 1.055) ** 2.4)
  .reduce((sum, value, place) => sum + value * [.2126, .7152, .0722][place], 0);
const ground = (element) => {
  const colour = element ? parts(getComputedStyle(element).backgroundColor) : [255, 255, 255];
  return colour[3] === 0 ? ground(element.parentElement) : colour;
};
const found = new Set();
for (const element of document.querySelectorAll("body *:not(script):not(style)")) {
  if (![...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim())) continue;
  const pair = [light(parts(getComputedStyle(element).color)), light(ground(element))]
    .sort((one, two) => two - one);
  if ((pair[0] + .05) / (pair[1] + .05) < 4.5) found.add(element.outerHTML.slice(0, 80));
}
return [...found];
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as found:
        yield found


@pytest.fixture
def shown(browser: Browser, tmp_path: Path) -> Iterator[Browser]:
    """The browser, with the two samples compared. Nothing may be told to its console."""
    show(
        browser, tmp_path, page(sample("reading-2023.txt"), sample("reading-2024.txt"))
    )
    yield browser
    assert browser.complaints() == []


def show(browser: Browser, folder: Path, text: str) -> None:
    file = folder / "page.html"
    file.write_text(text, encoding="utf-8")
    browser.look(1400, 1000, "light")
    browser.open(file.as_uri())


def test_links_lead_to_the_partner_and_back(shown: Browser) -> None:
    label = "return document.querySelector(':target .label').textContent"
    top = "return document.querySelector(':target').getBoundingClientRect()"
    shown.click(".row[data-kinds='move'] .new .to a")
    assert shown.run("return location.hash").startswith("#old0-")
    assert shown.run(label) == "（六）"
    place = shown.run(top)
    assert (
        shown.run(
            "return document.getElementById('tools').getBoundingClientRect().bottom"
        )
        <= place["top"]
    )
    assert place["bottom"] <= 1000
    shown.click(":target .to a")
    assert shown.run("return location.hash").startswith("#new0-")
    assert shown.run(label) == "（三）"


def test_filters_hide_and_show(shown: Browser) -> None:
    everything = shown.run(KINDS)
    assert {"keep", "reword", "move", "split", "drop", "add", "unknown"} <= set(
        everything
    )
    shown.click("[value=keep]")
    assert shown.run(KINDS) == [kinds for kinds in everything if kinds != "keep"]
    shown.click("#none")
    assert shown.run(KINDS) == []
    shown.click("[value=drop]")
    assert shown.run(KINDS) == ["drop", "drop"]
    assert (
        shown.run("return document.getElementById('shown').textContent")
        == f"2 of {len(everything)} rows"
    )
    shown.click("#all")
    shown.click("#targets")
    assert sorted(shown.run(KINDS)) == ["merge", "reword", "reword", "split"]


def test_filters_work_from_the_keyboard(shown: Browser) -> None:
    shown.run("document.querySelector('[value=keep]').focus()")
    shown.press(" ")
    assert "keep" not in shown.run(KINDS)
    shown.press("\ue004")  # Tab
    assert shown.run("return document.activeElement.value") == "reword"


def test_search_finds(shown: Browser) -> None:
    shown.type("#search", "诗词大会")
    shown.wait(
        "return document.querySelectorAll('.rows > .row:not([hidden])').length === 1"
    )
    assert shown.run(TEXTS) == [
        "（七）举办诗词大会面向机关干部职工举办诗词大会，分初赛、复赛、决赛三个阶段进行。（责任单位：县总工会）"
    ]
    assert shown.run("return CSS.highlights.get('found').size") == 2
    shown.run(SEARCHED, "８０％ 以上")  # widths and blanks do not count
    assert [text[:3] for text in shown.run(TEXTS)] == ["（一）"]
    shown.run(SEARCHED, "无此一说")
    assert shown.run(TEXTS) == []
    shown.run(SEARCHED, "")
    assert len(shown.run(TEXTS)) > 10


def test_a_link_leads_to_what_is_hidden(shown: Browser) -> None:
    shown.run(SEARCHED, "无此一说")
    shown.click(".targets th a")
    assert shown.run(KINDS) == ["reword"]


def test_a_year_leads_to_its_item(browser: Browser, tmp_path: Path) -> None:
    show(
        browser,
        tmp_path,
        page(*(sample(f"reading-{name}.txt") for name in ("2023", "2024", "2023"))),
    )
    browser.run(SEARCHED, "数字阅读")
    row = "#years tbody tr:not([hidden])"
    assert browser.run(
        f"return [...document.querySelectorAll('{row} td')].map((cell) => cell.textContent)"
    ) == [*("（六）", "（三）", "（六）")]
    browser.click(f"{row} td:nth-of-type(3) a")
    assert (
        browser.run("return document.querySelector(':target').closest('section').id")
        == "step1"
    )
    assert browser.complaints() == []


def test_markup_in_a_plan_does_nothing(browser: Browser, tmp_path: Path) -> None:
    old = "".join(f"{place}.工作{bit}任务。\n" for place, bit in enumerate(HOSTILE, 1))
    show(browser, tmp_path, page(year(old), year(old.replace("任务", "要求"))))
    assert browser.complaints() == []
    assert (
        browser.run(
            "return document"
            ".querySelectorAll('body script, body style, body img, .said b b').length"
        )
        == 1
    )
    browser.look(420, 900, "light")
    assert browser.run("return document.documentElement.scrollWidth <= innerWidth")
    assert browser.run(CUT_OFF) == []


def test_what_would_run_or_load_is_refused(shown: Browser) -> None:
    image = '<img src="http://127.0.0.1:9/" onerror="window.ran=1">'
    program = f"document.body.insertAdjacentHTML('beforeend', '{image}')"
    shown.run(program)
    shown.wait("return document.querySelector('img').complete")
    assert shown.run("return window.ran") is None
    refused = shown.complaints()
    assert refused
    assert all("Content Security Policy" in complaint for complaint in refused)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1400, 420])
def test_all_text_stands_out_and_nothing_sticks_out(
    browser: Browser, tmp_path: Path, width: int, scheme: str
) -> None:
    show(
        browser,
        tmp_path,
        page(*(sample(f"reading-{name}.txt") for name in ("2023", "2024", "2023"))),
    )
    browser.look(width, 900, scheme)
    assert browser.run(UNREADABLE) == []
    assert browser.run("return document.documentElement.scrollWidth <= innerWidth")
    assert browser.picture().startswith(b"\x89PNG")
    assert browser.complaints() == []


def test_what_was_kept_stands_once_on_a_phone(shown: Browser) -> None:
    kept = "[...document.querySelectorAll('.row[data-kinds=keep] > .old')]"
    seen = f"return {kept}.filter((side) => side.checkVisibility()).length"
    assert shown.run(seen) > 1
    shown.look(420, 900, "light")
    assert shown.run(seen) == 0
    shown.run(f"location.hash = {kept}[1].querySelector('.item').id")
    assert shown.run(seen) == 1


def test_sentences_that_are_one_stand_beside_each_other(
    browser: Browser, tmp_path: Path
) -> None:
    show(browser, tmp_path, page(year(OLD), year(NEW)))
    tops = """
    const side = (name) => [...document.querySelectorAll(`.sentences .${name} p`)]
      .map((part) => part.getBoundingClientRect());
    return [side("old"), side("new")].map((parts) => parts.map((part) => part.top));
    """
    old, new = browser.run(tops)
    assert len(old) == 3
    assert old == new
    assert old == sorted(set(old))
    assert browser.complaints() == []


def test_without_a_script_all_is_there_to_read(
    browser: Browser, tmp_path: Path
) -> None:
    whole = page(sample("reading-2023.txt"), sample("reading-2024.txt"))
    show(browser, tmp_path, whole[: whole.rindex("<script>")] + "</body></html>")
    assert len(browser.run(KINDS)) > 10
    assert (
        browser.run("return document.getElementById('tools').checkVisibility()")
        is False
    )
    browser.click(".row[data-kinds='move'] .away a")
    assert (
        browser.run("return document.querySelector(':target .label').textContent")
        == "（六）"
    )
