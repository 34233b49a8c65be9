import re
from itertools import takewhile

import pytest
from rich.cells import cell_len

from planparse.findings import style
from planparse.findings.catalogue import DAMAGE, RULES, page, parts, rule
from planparse.findings.kinds import message
from planparse.pipeline import parse
from planparse.text.encoding import Source
from planparse.tree import Finding, Lang
from tests.laws.laws import AUTO

CODES = list(RULES)
LANGS = ("en", "zh")
HAN = re.compile(r"[\u4e00-\u9fff]")


def test_damage_is_text_that_is_lost_or_cannot_be_read_as_it_stands():
    of_reading = {"D101", "D102", "D104", "D105", "D106", "D107", "D111", "D113"}
    assert of_reading | {"D114", "N201", "T301", "T302", "C402", "R604"} == DAMAGE
    assert not any(RULES[code].severity == "note" for code in DAMAGE)


def test_codes_names_and_severities_are_what_users_filter_by():
    assert [(found.code, found.name, found.severity) for found in RULES.values()] == [
        ("D101", "undecodable-bytes", "warning"),
        ("D102", "mojibake", "warning"),
        ("D103", "control-characters", "note"),
        ("D104", "not-text", "error"),
        ("D105", "wrong-encoding", "warning"),
        ("D106", "characters-lost", "warning"),
        ("D107", "escaped-characters", "warning"),
        ("D108", "markup", "warning"),
        ("D109", "several-encodings", "note"),
        ("D110", "revisions-accepted", "note"),
        ("D111", "unnamed-glyphs", "warning"),
        ("D112", "false-names", "warning"),
        ("D113", "pages-without-text", "warning"),
        ("D114", "parts-unread", "warning"),
        ("N201", "lacuna", "warning"),
        ("N202", "repeated-number", "note"),
        ("N203", "number-out-of-order", "note"),
        ("N204", "doubtful-reading", "note"),
        ("N205", "lost-numbers", "note"),
        ("N206", "starts-late", "note"),
        ("N207", "run-together", "note"),
        ("N208", "no-numbers", "note"),
        ("T301", "truncated", "warning"),
        ("T302", "headless-fragment", "warning"),
        ("T303", "unbalanced-mark", "note"),
        ("T304", "doubtful-break", "note"),
        ("T305", "mixed-glyphs", "note"),
        ("T306", "name-differs", "note"),
        ("T307", "flattened-table", "note"),
        ("T308", "impossible-deadline", "warning"),
        ("C401", "count-does-not-hold", "note"),
        ("C402", "list-does-not-come", "warning"),
        ("C403", "dangling-reference", "warning"),
        ("E502", "impossible-date", "note"),
        ("R601", "stale-corrections", "warning"),
        ("R602", "misplaced-correction", "warning"),
        ("R603", "unmet-correction", "warning"),
        ("R604", "reported-loss", "warning"),
        ("S101", "label-mark", "note"),
        ("S102", "mixed-labels", "note"),
        ("S103", "heading-stop", "note"),
        ("S201", "number-brackets", "warning"),
        ("S202", "number-serial", "warning"),
        ("S203", "number-year", "warning"),
        ("S204", "padded-date", "warning"),
        ("S205", "date-in-characters", "warning"),
        ("S206", "attachment-end", "warning"),
        ("S207", "attachment-number", "warning"),
        ("S301", "enumeration-comma", "note"),
        ("S302", "double-mark", "warning"),
        ("S303", "half-width-mark", "warning"),
        ("S304", "half-width-bracket", "note"),
        ("S305", "straight-quotes", "warning"),
        ("S306", "dot-for-stop", "warning"),
        ("S401", "range-mark", "note"),
        ("S402", "mixed-numerals", "warning"),
        ("S403", "vague-number", "warning"),
        ("S501", "confused-words", "note"),
    ]


@pytest.mark.parametrize("code", CODES)
def test_a_rule_is_named_as_its_class_and_keyed_by_its_code(code):
    found = RULES[code]
    assert re.sub(r"(?<!^)(?=[A-Z])", "-", found.__name__).lower() == found.name
    assert re.fullmatch(r"[A-Z]\d{3}", code)
    assert found.code == code


def test_no_code_is_defined_twice():
    # A second class with the same code would silently take the first one's place.
    defined = rule("N201").__mro__[1].__subclasses__()
    assert len(defined) == len(RULES)
    assert len({found.name for found in defined}) == len(RULES)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("code", CODES)
def test_a_message_uses_each_fact_and_leaves_no_placeholder(code, lang):
    facts = tuple(f"<fact {number}>" for number in range(len(RULES[code].facts)))
    said = message(Finding(code, 0, 0, facts), lang)
    assert all(fact in said for fact in facts)
    assert not re.search(r"[{}\n]", said)
    assert not said.endswith((".", "。"))
    assert bool(HAN.search(said)) == (lang == "zh")


@pytest.mark.parametrize("code", CODES)
def test_a_message_without_its_facts_is_refused(code):
    wanted = RULES[code].facts
    with pytest.raises(
        ValueError,
        match=rf"^{code} {RULES[code].name} takes {len(wanted)} facts, not \(",
    ):
        message(Finding(code, 0, 0, (*wanted, "one more")), "en")


def test_messages_of_a_hole():
    finding = Finding("N201", 0, 4, ("（二） （三）", "（一） … （四）"))
    assert message(finding, "en") == "lost here: （二） （三）; （一） … （四）"
    assert message(finding, "zh") == "此处缺失：（二） （三）；（一） … （四）"


def test_a_fact_that_looks_like_a_placeholder_is_left_alone():
    assert (
        message(Finding("N203", 0, 1, ("{1}", "{0.__class__}")), "en")
        == "{1} comes after {0.__class__}"
    )


@pytest.mark.parametrize(
    ("lang", "headings"),
    [
        ("en", ["What it means", "Example", "What to do"]),
        ("zh", ["含义", "示例", "处理"]),
    ],
)
@pytest.mark.parametrize("code", CODES)
def test_every_rule_has_its_page_in_both_languages(code, lang, headings):
    text = page(code, lang)
    assert text.startswith(f"# {code} {RULES[code].name}\n\n")
    assert re.findall("^## (.+)$", text, re.MULTILINE) == headings
    assert text.strip() == text
    about = parts(code, lang)
    assert all(part in text for part in about)
    assert all(about)
    assert "\n" not in about.summary
    assert re.match(" {4}\\S", about.example)
    for prose in (about.summary, about.meaning, about.advice):
        assert bool(HAN.search(prose)) == (lang == "zh")


def test_a_whole_page():
    assert page("starts-late", "en") == (
        "# N206 starts-late\n\n"
        "The numbering does not begin with one.\n\n"
        "## What it means\n\n"
        "The first number of the document is not one. Most such files are excerpts: nothing was\n"
        "lost by accident, so no lacuna is reported.\n\n"
        "## Example\n\n"
        "    四、强化要素保障\n"
        "    五、严格督查考核\n\n"
        "## What to do\n\n"
        "Nothing, if it is an excerpt. Otherwise look for the beginning of the document."
    )


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("code", CODES)
def test_no_line_of_a_page_is_longer_than_96_columns(code, lang):
    assert max(map(cell_len, page(code, lang).splitlines())) <= 96


@pytest.mark.parametrize("asked", ["N201", "n201", "lacuna", "Lacuna", " N201 "])
def test_a_rule_is_found_by_code_or_name(asked):
    assert rule(asked) is RULES["N201"]


def test_an_unknown_code_is_answered_with_the_known_ones():
    with pytest.raises(LookupError) as raised:
        rule("N999")
    assert str(raised.value) == (
        "no finding is called 'N999': the codes are "
        "D101, D102, D103, D104, D105, D106, D107, D108, D109, D110, D111, D112, D113, "
        "D114, N201, N202, N203, N204, N205, N206, N207, N208, "
        "T301, T302, T303, T304, T305, T306, T307, T308, C401, C402, C403, E502, "
        "R601, R602, R603, R604, "
        "S101, S102, S103, S201, S202, S203, S204, S205, S206, S207, "
        "S301, S302, S303, S304, S305, S306, S401, S402, S403, S501"
    )


OF_FILES = [code for code in RULES if code.startswith(("D", "R"))]
"""Their examples are what bytes, files and corrections look like, and no text of a plan."""


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("code", [code for code in RULES if code not in OF_FILES])
def test_the_example_of_a_page_has_the_finding(code: str, lang: Lang) -> None:
    lines = parts(code, lang).example.splitlines()
    shown = takewhile(lambda line: not line or line.startswith("    "), lines)
    text = "\n".join(line[4:] for line in shown).strip() + "\n"
    told = style.with_style(parse(Source(text.replace("\\t", "\t"), "utf-8"), AUTO))
    assert code in {one.code for one in told}
