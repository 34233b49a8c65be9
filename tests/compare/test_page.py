"""The page of differences: nothing missing or twice, links lead somewhere, text stays text."""

import re
from base64 import b64encode
from collections import defaultdict
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from planparse.compare.comparison import Chosen, compare, matching_rules
from planparse.compare.edits import script
from planparse.compare.items import Edition, Item, fold, from_record, from_text
from planparse.compare.page import as_page
from planparse.compare.page.parts import plan_name
from planparse.compare.page.rows import rows
from planparse.compare.page.texts import by_sentences, texts
from planparse.export.reader import load
from planparse.export.writers import write
from planparse.pipeline import parse
from planparse.text.encoding import Source, decode
from planparse.text.printable import harmless
from planparse.tree import Lang
from tests.conftest import SAMPLES
from tests.laws import strategies
from tests.laws.laws import AUTO

RULES = matching_rules()
VOID = {"meta", "input"}
HOSTILE = [
    *(
        "<b>",
        "</p></div>",
        "</script>",
        "<script>alert(1)</script>",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "<style>",
    ),
    *(
        "&",
        "&amp;",
        "&lt;",
        "&#x41;",
        '"',
        "'",
        "' onclick='alert(1)",
        "`",
        "{shown}",
        "%s",
        "\\",
        "<img src=x>",
    ),
    *(
        "\u202e",
        "\u2066",
        "\u2069",
        "\u200b",
        "\ufeff",
        "\x00",
        "\x07",
        "\x1b[31m",
        "\x7f",
        "\x85",
        "\u2028",
    ),
    *(
        "\ud800",
        "\ufffe",
        "\U000e0041",
        "e\u0301",
        "ﷺ",
        "a" * 300,
        "鿿" * 300,
        "\t",
        "\x0b",
        "\x0c",
    ),
]


class Page(HTMLParser):
    """A page as its reader has it: the text of each item, links, ids, all that is shown."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, dict[str, str | None]]] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.items: dict[str, str] = {}
        self.marked: dict[str, str] = defaultdict(str)
        self.inner: dict[str, str] = defaultdict(str)
        self.meta: dict[str, str | None] = {}
        self.feed(page)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        assert not any(
            name.startswith("on") or name in ("src", "style", "action")
            for name in named
        )
        if "id" in named:
            self.ids.append(str(named["id"]))
        if "href" in named:
            self.links.append(str(named["href"]))
        if "http-equiv" in named:
            self.meta[str(named["http-equiv"])] = named["content"]
        if tag not in VOID:
            self.open.append((tag, named))
            if named.get("class") == "said":
                self.items[self._item()] = ""

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        tags = [tag for tag, _ in self.open]
        if any(named.get("class") == "said" for _, named in self.open):
            self.items[self._item()] += data
            if tags[-1] in ("ins", "del"):
                self.marked[self._item()] += data
        elif tags:
            self.inner[tags[-1]] += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(data)

    def _item(self) -> str:
        return next(
            str(named["id"])
            for _, named in reversed(self.open)
            if named.get("class", "").startswith("item ")
        )


def year(text: str, path: str = "<b>.txt") -> Edition:
    return from_text(parse(Source(text, "utf-8", path=path), AUTO), AUTO)


def sample(name: str) -> Edition:
    return from_text(parse(decode((SAMPLES / name).read_bytes(), name), AUTO), AUTO)


def page(*editions: Edition, lang: Lang = "en") -> str:
    return "".join(as_page(compare(editions, AUTO), lang))


def seen(item: Item) -> str:
    """What a reader sees of an item: label, heading and text, line ends as HTML has them."""
    if item.kind == "lacuna":
        return "lost: " + harmless(item.text)
    parts = [
        re.split(r"\r\n?|\n", part)
        for part in (item.label or "", item.title or "", item.text)
    ]
    return "".join("\n".join(map(harmless, lines)) for lines in parts)


def letters(text: str) -> str:
    """Letters and digits alone: the mark behind a heading may be one side's only."""
    twice = fold(
        fold(text)
    )  # u and ¯ become one letter only once the blank between them is gone
    return "".join(char for char in twice if char.isalnum())


@st.composite
def hostile(draw: st.DrawFn) -> str:
    """A plan with what is meant to break a page put in anywhere."""
    text = draw(strategies.texts)
    for bit, at in draw(
        st.lists(st.tuples(st.sampled_from(HOSTILE), st.floats(0, 1)), max_size=8)
    ):
        place = round(at * len(text))
        text = text[:place] + bit + text[place:]
    return text


@given(hostile(), hostile(), st.sampled_from(HOSTILE))
@example("一", "一、\x85。《关于（一）的通知》。\n", "<b>")
def test_text_comes_out_as_text(old: str, new: str, path: str) -> None:
    sides = year(old, path), year(new, path)
    whole = page(*sides)
    found = Page(whole)
    expected = {
        f"{side}0-{item.place}": seen(item)
        for side, plan in zip(("old", "new"), sides, strict=True)
        for item in plan.items
    }
    # Where a character folds otherwise alone, the item is shown as it was compared.
    odd = {
        name
        for name in expected
        if fold(expected[name]) != "".join(map(fold, expected[name]))
    }
    assert found.items.keys() == expected.keys()
    assert {name: text for name, text in found.items.items() if name not in odd} == {
        name: text for name, text in expected.items() if name not in odd
    }
    assert found.inner["title"] == " → ".join(map(plan_name, sides))
    assert "\x1b" not in whole
    assert not set(whole) & set("\u202e\u2066\u2069\u200b\ufeff\x00\x07\x85\u2028")


@pytest.mark.parametrize(
    "folder",
    [
        "/home/lihua/桌面/机密/",
        "C:\\Users\\lihua\\机密\\",
        "../lihua/机密/",
        "机密.zip/",
    ],
)
@pytest.mark.parametrize("count", [2, 3])
@pytest.mark.parametrize("titled", [True, False])
def test_nothing_of_the_senders_machine_is_on_the_page(
    folder: str, count: int, titled: bool
) -> None:
    title = "东水县年度治水工作要点\n" if titled else ""
    plans = [
        year(f"{title}一、治水\n清理河道{place}公里。\n", f"{folder}稿{place}.txt")
        for place in range(count)
    ]
    whole = page(*plans)
    assert not re.search("home|Users|lihua|桌面|机密|zip", whole)
    assert ("东水县年度治水工作要点" in Page(whole).inner["h1"]) == titled
    assert ("稿0.txt" in Page(whole).inner["h1"]) != titled
    assert ("稿" in whole) != titled


def test_a_year_stands_behind_a_title_that_does_not_say_it() -> None:
    plan = year("一、治水\n清淤。\n", "plan.txt")
    named = plan._replace(title="治水工作要点", year=2024)
    assert plan_name(named) == "治水工作要点（2024）"
    assert plan_name(named._replace(title="2024年治水要点")) == "2024年治水要点"
    assert plan_name(named._replace(title=None)) == "plan.txt（2024）"


OLD = (
    "一、治水\n全面排查县域内河道隐患，建立问题清单。组织村民清理沟渠垃圾三百处。"
    "春季植树。每月通报。\n"
)
NEW = (
    "一、治水\n聘请专家编制水系连通规划并报市里审定。发动村民清理沟渠垃圾五百处。"
    "冬季送温暖到户。\n"
)


def test_what_was_written_anew_stands_sentence_by_sentence() -> None:
    sides = year(OLD), year(NEW)
    edit = next(
        edit for edit in script(*sides, RULES).edits if "村民" in edit.new[0].text
    )
    assert edit.likeness < RULES.matching.sentences
    found = by_sentences(edit)
    old, new = (
        ["".join(piece.text for piece in part) for part in found[side]]
        for side in ("old", "new")
    )
    assert old[1:] == [
        "全面排查县域内河道隐患，建立问题清单。",
        "组织村民清理沟渠垃圾三百处。",
        "春季植树。每月通报。",
    ]
    assert new[1:] == [
        "聘请专家编制水系连通规划并报市里审定。",
        "发动村民清理沟渠垃圾五百处。",
        "冬季送温暖到户。",
    ]
    assert 'class="row sentences"' in page(*sides)


@given(strategies.texts, strategies.texts)
def test_sentences_side_by_side_say_what_the_items_say(old: str, new: str) -> None:
    for edit in script(year(old), year(new), RULES).edits:
        if not edit.rewritten or len(edit.old) + len(edit.new) > 2:
            continue
        found, whole = by_sentences(edit), texts(edit)
        assert len(found["old"]) == len(found["new"])
        for side, item in (("old", edit.old[0]), ("new", edit.new[0])):
            head, body = whole[side, item.place]
            assert list(found[side][0]) == head
            joined = "".join(piece.text for part in found[side][1:] for piece in part)
            assert joined == "".join(piece.text for piece in body)


def test_the_page_says_how_much_alike_two_items_are() -> None:
    whole = page(year(OLD), year(NEW))
    assert re.search(r'class="likeness">\d\d% alike<', whole)


def test_the_page_says_why_nothing_is_known_of_an_item() -> None:
    whole = page(sample("reading-2023.txt"), sample("reading-2024.txt"))
    assert whole.count("may have stood where the other plan lacks numbers") == 2
    assert whole.count("numbers are missing here") == 1


@pytest.mark.parametrize("only", [(), ("unknown",)])
def test_what_is_most_like_an_unknown_item_is_named_and_linked_where_it_is(
    only: tuple[Chosen, ...],
) -> None:
    compared = compare([year(OLD), year(NEW)], AUTO)
    edits = [
        edit._replace(
            kind="unknown",
            new=(),
            facts=(),
            doubt="alike",
            nearest=edit.new[0],
            likeness=0.34,
        )
        if edit.kind == "reword"
        else edit
        for edit in compared.steps[0]
    ]
    asked = [edit for edit in edits if not only or edit.kind in only]
    whole = "".join(as_page(compared._replace(steps=(tuple(asked),)), "en"))
    assert "the other plan has something like it" in whole
    assert "(34%)" in whole
    found = Page(whole)
    assert {link.removeprefix("#") for link in found.links if "new" in link} <= set(
        found.ids
    )


@given(strategies.texts, strategies.texts)
def test_both_plans_are_read_from_top_to_bottom(old: str, new: str) -> None:
    sides = year(old), year(new)
    found = list(rows(script(*sides, RULES).edits))
    assert [item for row in found for item in row.old] == list(sides[0].items)
    assert [item for row in found for item in row.new] == list(sides[1].items)
    for row in found:
        assert all(item in row.edit.old for item in row.old)
        assert all(item in row.edit.new for item in row.new)
        assert row.old or row.new


@given(strategies.texts, strategies.texts)
@example("一、一、。", "一、㈠。")
def test_what_is_marked_is_what_changed(old: str, new: str) -> None:
    for edit in script(year(old), year(new), RULES).edits:
        found = texts(edit)
        for side, items, fate in (
            ("old", edit.old, "deleted"),
            ("new", edit.new, "inserted"),
        ):
            for item in items:
                head, body = found[side, item.place]
                assert {piece.fate for piece in (*head, *body)} <= {"kept", fate}
                assert letters(
                    "".join(piece.text for piece in (*head, *body))
                ) == letters(item.normalised)
            marked = "".join(
                piece.text
                for item in items
                for part in found[side, item.place]
                for piece in part
                if piece.fate == fate
            )
            changed = "".join(
                change.before if side == "old" else change.after
                for change in edit.wording
            )
            changed = letters(changed if edit.old and edit.new else "")
            if any(
                len(fold(char)) > 1
                for item in items
                for char in item.text + (item.title or "")
            ):
                rest = iter(
                    letters(marked)
                )  # ㈠ is compared as (一), and marked whole where only a bracket changed
                assert all(letter in rest for letter in changed)
            else:
                assert letters(marked) == changed


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("names", [("2023", "2024"), ("2023", "2024", "2023")])
def test_every_link_leads_somewhere_on_the_page(
    names: tuple[str, ...], lang: Lang
) -> None:
    found = Page(page(*(sample(f"reading-{name}.txt") for name in names), lang=lang))
    assert len(found.ids) == len(set(found.ids))
    assert found.links
    assert {link.removeprefix("#") for link in found.links} <= set(found.ids)
    assert ("years" in found.ids) == (len(names) > 2)


def test_nothing_but_its_own_style_and_script_may_load() -> None:
    found = Page(page(sample("reading-2023.txt"), sample("reading-2024.txt")))
    style, program = (
        f"'sha256-{b64encode(sha256(found.inner[tag].encode()).digest()).decode()}'"
        for tag in ("style", "script")
    )
    assert found.meta["Content-Security-Policy"] == (
        f"default-src 'none'; style-src {style}; script-src {program}; "
        "base-uri 'none'; form-action 'none'"
    )


def test_figures_that_moved_stand_on_top_with_what_they_measure() -> None:
    whole = page(sample("reading-2023.txt"), sample("reading-2024.txt"))
    top = whole[whole.index("<details") : whole.index("</details>")]
    said = re.sub(r"<[^>]*>", " ", top)
    assert re.search(r"座席率 +70%以上 +80%以上 +▲ +raised", said)
    assert re.search(r"40场 .*30场 +▼ +lowered", said)
    assert "owners" not in said


@pytest.mark.parametrize("form", ["json", "yaml"])
def test_plans_that_were_printed_make_a_page_too(form: Literal["json", "yaml"]) -> None:
    spoken = frozenset(family.name for family in AUTO.families if family.spoken)
    years = []
    for name in ("reading-2023.txt", "reading-2024.txt"):
        parsed = parse(decode((SAMPLES / name).read_bytes(), name), AUTO)
        out = "".join(
            write(parsed, AUTO, form, sha256="0" * 64, lang="en")
        )  # YAML says not where anything stands
        years.append(from_record(load(out, form).plain(), spoken))
    found, usual = (
        Page(page(*years)),
        Page(page(sample("reading-2023.txt"), sample("reading-2024.txt"))),
    )
    assert found.items == usual.items
    assert found.marked == usual.marked
    assert found.links == usual.links


def test_a_part_that_is_next_to_the_other_stands_beside_the_whole() -> None:
    found = list(
        rows(
            script(sample("reading-2023.txt"), sample("reading-2024.txt"), RULES).edits
        )
    )
    split = next(row for row in found if row.edit.kind == "split")
    assert [item.label for item in (*split.old, *split.new)] == [
        "（五）",
        "（五）",
        "（六）",
    ]
    moved = [row for row in found if row.edit.kind == "move"]
    assert [(len(row.old), len(row.new)) for row in moved] == [(0, 1), (1, 0)]


def test_size_grows_as_the_plans_do() -> None:
    def plan(items: int) -> Edition:
        return year(
            "\n".join(
                f"{place}.建设第{place}处阅读空间，面积{place}平方米。"
                for place in range(1, items + 1)
            )
        )

    small, large = (len(page(plan(items), plan(items))) for items in (100, 400))
    fixed = len(page(plan(1), plan(1)))
    assert large - fixed < 4.5 * (small - fixed)


def test_style_and_script_are_files_of_the_package() -> None:
    import planparse

    folders = list(Path(planparse.__file__).parent.rglob("page_files"))
    assert {file.name for folder in folders for file in folder.iterdir()} == {
        *("page.css", "diff.css", "diff.js", "report.css", "track.css")
    }
    for file in (file for folder in folders for file in folder.iterdir()):
        assert not re.search(
            r"</|https?:|@import|url\(", file.read_text(encoding="utf-8")
        )
