import json
import shutil
from pathlib import Path

import pytest

from planparse.grammar.compile import closure, compile_folder, compiled
from planparse.grammar.files import LEXICON, fingerprint, folder, packed, unpacked
from planparse.grammar.lexicon import Lexicon
from planparse.grammar.loading import GrammarError, load
from planparse.grammar.schema import Grammar, Labels
from planparse.grammar.shipped import lexicon
from planparse.grammar.spelling import Family, Marker
from planparse.numbering.lexer import lex
from planparse.numbering.reading import UNREAD
from planparse.numbering.search import read
from planparse.numbering.tokens import LINE
from tests.grammar.shipped_folder import FOLDER

GRAMMARS, RULES = FOLDER.grammars, FOLDER.rules
FAMILIES = [
    (grammar.grammar, family)
    for grammar in GRAMMARS.values()
    for family in grammar.families
]
AUTO = lexicon("auto")
NAMES = {family.name: family.place for family in AUTO.families}


def examples(kind: str) -> list[object]:
    """Each family's examples of a kind, one parameter each."""
    return [
        pytest.param(family.name, text, id=f"{family.name}-{text}")
        for _, family in FAMILIES
        for text in getattr(family, kind)
    ]


def meanings(text: str, grammars: Lexicon = AUTO) -> list[Marker]:
    """All that a line's beginning may mean, likeliest first."""
    found = grammars.at_line(text, 0) if text[0] in grammars.first else None
    return [] if found is None else [found, *found.rivals]


@pytest.mark.parametrize(("name", "text"), examples("match"))
def test_a_match_is_read_as_its_family(name: str, text: str) -> None:
    family = next(family for _, family in FAMILIES if family.name == name)
    found = [
        marker.ordinal for marker in meanings(text) if marker.family == NAMES[name]
    ]
    assert found == [family.match[text]]


@pytest.mark.parametrize(("name", "text"), examples("match"))
def test_a_match_is_printed_and_read_again(name: str, text: str) -> None:
    family = next(family for _, family in FAMILIES if family.name == name)
    label = AUTO.families[NAMES[name]].format(family.match[text])
    if family.decimal or name == "formal-dun":
        assert label is None
    else:
        assert label is not None
        again = [
            (marker.family, marker.ordinal) for marker in meanings(f"{label}工作目标")
        ]
        assert (NAMES[name], family.match[text]) in again


@pytest.mark.parametrize(("name", "text"), examples("reject"))
def test_a_reject_is_not_read_for_sure(name: str, text: str) -> None:
    assert not [
        marker
        for marker in meanings(text)[:1]
        if marker.family == NAMES[name] and marker.price == 0
    ]


@pytest.mark.parametrize(("name", "text"), examples("match"))
def test_a_match_alone_on_a_line_is_a_section_or_a_document(
    name: str, text: str
) -> None:
    tokens = lex(text, AUTO)
    steps = read(text, tokens, AUTO)
    assert tokens[0].place == LINE
    assert steps[0].depth != UNREAD
    assert NAMES[name] in [
        marker.family for marker in (steps[0].marker, *meanings(text))
    ]


@pytest.mark.parametrize("family", AUTO.families, ids=lambda family: family.name)
def test_a_family_reads_what_it_prints(family: Family) -> None:
    for ordinal in range(1, 100):
        label = family.format(ordinal)
        if label is not None:
            assert (family.place, ordinal) in [
                (m.family, m.ordinal) for m in meanings(f"{label}工作目标")
            ], label


@pytest.mark.parametrize(
    ("label", "ordinal", "printed"),
    [
        ("(三)", 5, "(五)"),
        ("（三）", 12, "（十二）"),
        ("１．", 12, "１２．"),
        ("1、", 3, "3、"),
        ("①", 20, "⑳"),
        ("一是", 2, "二是"),
        ("第九条", 11, "第十一条"),
    ],
)
def test_a_missing_label_is_printed_in_the_style_of_the_document(
    label: str, ordinal: int, printed: str
) -> None:
    family = meanings(f"{label}工作目标")[0].family
    assert AUTO.relabel(family, label, ordinal) == printed


@pytest.mark.parametrize(
    "label", ["第一千条", "第一千二百六十条", "第一千一百九十一条"]
)
def test_an_article_beyond_the_thousandth_is_read(label: str) -> None:
    assert [marker.family for marker in meanings(f"{label}　本法自公布之日起施行")] == [
        NAMES["tiao"]
    ]


# ── the data that ships ───────────────────────────────────────────────────────────────


def test_the_compiled_parts_survive_their_file() -> None:
    parts = compile_folder(folder())
    assert unpacked(packed(parts)) == parts


def test_a_lexicon_from_json_reads_the_same() -> None:
    text = "一、总则\n（一）目。（二）目。\n1.1建设\n第一条 为了\n一是。"
    direct = Lexicon(compiled(closure(GRAMMARS, GRAMMARS), RULES), AUTO.words)
    shipped = json.loads(compile_folder(folder())[f"{LEXICON}auto"])
    assert lex(text, Lexicon(shipped, AUTO.words)) == lex(text, direct)


def test_compiling_twice_gives_the_same() -> None:
    assert compile_folder(folder()) == compile_folder(folder())


def test_the_fingerprint_follows_every_file(tmp_path: Path) -> None:
    copy = tmp_path / "grammars"
    shutil.copytree(folder(), copy)
    before = fingerprint(copy)
    shipped = json.loads(compile_folder(copy)["fingerprint"])
    assert before == shipped == fingerprint(folder())
    with (copy / "numbering" / "law.yaml").open("a", encoding="utf-8") as file:
        file.write("# a remark\n")
    assert fingerprint(copy) != before


@pytest.mark.parametrize("name", ["auto", *GRAMMARS])
def test_every_grammar_has_a_lexicon_with_all_that_it_includes(name: str) -> None:
    wanted = list(GRAMMARS) if name == "auto" else [name]
    names = [
        family.name
        for grammar in closure(wanted, GRAMMARS)
        for family in grammar.families
    ]
    assert [family.name for family in lexicon(name).families] == names


def test_an_unknown_lexicon_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        lexicon("nonesuch")


# ── faults ────────────────────────────────────────────────────────────────────────────

SOUND = """\
grammar: mine
title: 自定
about: Ours.
families:
- name: tier
  level: 10
  spellings:
  - {template: "第{hanzi}层"}
  match: {第一层 总则: 1}
  reject: [第一楼]
"""


def complaint(text: str) -> str:
    """What is said of a grammar's text."""
    with pytest.raises(GrammarError) as fault:
        load(Grammar, text, "mine.yaml")
    return str(fault.value)


def test_a_sound_grammar_is_loaded() -> None:
    grammar = load(Grammar, SOUND, "mine.yaml")
    assert grammar.families[0].match == {"第一层 总则": 1}
    own = Lexicon(compiled([grammar], RULES), AUTO.words)
    assert [
        (marker.family, marker.ordinal) for marker in meanings("第十二层 总则", own)
    ] == [(0, 12)]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "  level: 10\n",
            "  level: 10\n  colour: red\n",
            "mine.yaml:7:11: families.colour: there is no such field",
        ),
        (
            "level: 10",
            "level: high",
            'mine.yaml:6:10: families.level is to be a whole number, not "high"',
        ),
        (
            "level: 10",
            "level: 1001",
            "mine.yaml:6:10: families.level is to be at most 1000, not 1001",
        ),
        (
            '"第{hanzi}层"',
            '"第层"',
            "mine.yaml:8:5: families.spellings: "
            "the template '第层' has no number in it, such as {hanzi}",
        ),
        (
            "{hanzi}",
            "{latin}",
            "mine.yaml:8:5: families.spellings: {latin} is no numeral system; there are hanzi, "
            "hanzi-scanned, hanzi-digit, hanzi-formal, arabic, arabic-typed, arabic-zero, roman, "
            "roman-glyph, circled, bracketed, dotted, "
            "bracketed-hanzi, stem, letter, capital",
        ),
        (
            "name: tier",
            "name: Tier 1",
            "mine.yaml:5:9: families.name is to be small Latin letters, digits and hyphens, "
            "a letter first, "
            'not "Tier 1"',
        ),
        (
            '{template: "第{hanzi}层"}',
            '{template: "第{hanzi}层", at: [margin]}',
            "mine.yaml:8:34: families.spellings.at is to be 'line', 'sentence', 'clause' or "
            "'anywhere', not \"margin\"",
        ),
        (
            "  reject: [第一楼]\n",
            "",
            "mine.yaml:5:3: families.reject is missing",
        ),
        (
            "reject: [第一楼]",
            "reject: []",
            "mine.yaml:10:11: families.reject is empty",
        ),
        (
            "reject: [第一楼]",
            "reject: [第一楼",
            "mine.yaml:11:1: expected ',' or ']', but got '<stream end>'",
        ),
        (
            "title: 自定",
            "title: 自定\n\tby: tab",
            "mine.yaml:3:1: a tab stands here, where YAML has blanks: put blanks in its place",
        ),
        (
            "title: 自定",
            "title: \x07",
            "mine.yaml:2:8: unacceptable character #x0007: special characters are not allowed",
        ),
    ],
)
def test_a_fault_is_told_with_its_place(old: str, new: str, message: str) -> None:
    assert old in SOUND
    assert complaint(SOUND.replace(old, new)) == message


def test_all_faults_are_told_at_once() -> None:
    text = (
        SOUND.replace("level: 10", "level: -1")
        .replace("{hanzi}层", "层")
        .replace("title: 自定\n", "")
    )
    assert complaint(text).splitlines() == [
        "mine.yaml:1:1: title is missing",
        "mine.yaml:5:10: families.level is to be at least 0, not -1",
        "mine.yaml:7:5: families.spellings: "
        "the template '第层' has no number in it, such as {hanzi}",
    ]


def test_a_key_given_twice_is_a_fault() -> None:
    text = SOUND.replace("  level: 10\n", "  level: 10\n  level: 20\n").replace(
        "1}", "1, 第一层 总则: 2}"
    )
    assert complaint(text).splitlines() == [
        "mine.yaml:7:3: level: given twice",
        "mine.yaml:10:22: 第一层 总则: given twice",
    ]


def test_a_list_that_holds_itself_is_read_to_its_end() -> None:
    assert complaint(
        SOUND.replace("reject: [第一楼]", "reject: &all [*all]")
    ).startswith("mine.yaml:10:11: families.reject is to be text")


def test_a_date_that_there_is_not_is_a_fault() -> None:
    assert (
        complaint("title: 2001-02-30\n")
        == "mine.yaml:1:1: day is out of range for month"
    )


@pytest.mark.parametrize("text", ["", "# nothing\n"])
def test_an_empty_grammar_lacks_everything(text: str) -> None:
    assert complaint(text).splitlines() == [
        f"mine.yaml:1:1: {key} is missing"
        for key in ("grammar", "title", "about", "families")
    ]


def test_a_list_is_no_grammar() -> None:
    assert complaint("- 1\n").startswith(
        "mine.yaml:1:1: the file is to be names with values"
    )


def test_rules_are_checked_too() -> None:
    with pytest.raises(GrammarError, match=r"^labels\.yaml:1:8: leads is to be text"):
        load(Labels, "leads: 1\n", "labels.yaml")


def write(home: Path, **grammars: str) -> Path:
    """A folder of grammars: the rules that ship, and these files."""
    shutil.copytree(folder(), home, dirs_exist_ok=True)
    shutil.rmtree(home / "numbering")
    (home / "numbering").mkdir()
    for name, text in grammars.items():
        (home / "numbering" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return home


def folder_complaint(home: Path) -> str:
    with pytest.raises(GrammarError) as fault:
        compile_folder(home)
    return str(fault.value)


def other(name: str, *, family: str, include: str = "") -> str:
    """The sound grammar under another name."""
    text = SOUND.replace("grammar: mine", f"grammar: {name}").replace(
        "name: tier", f"name: {family}"
    )
    return text.replace("families:", f"include: [{include}]\nfamilies:")


def test_a_family_defined_twice_in_a_grammar_is_refused(tmp_path: Path) -> None:
    twice = SOUND + SOUND[SOUND.index("- name") :]
    assert folder_complaint(write(tmp_path, mine=twice)) == (
        "grammar mine: family 'tier' is defined twice"
    )


def test_a_family_defined_twice_in_two_grammars_is_refused(tmp_path: Path) -> None:
    home = write(
        tmp_path, mine=SOUND, yours=other("yours", family="tier", include="mine")
    )
    assert folder_complaint(home) == "grammar yours: family 'tier' is defined twice"


def test_a_kin_that_is_not_there_is_refused(tmp_path: Path) -> None:
    home = write(
        tmp_path, mine=SOUND.replace("  level: 10", "  kin: storey\n  level: 10")
    )
    assert (
        folder_complaint(home)
        == "family tier: its kin 'storey' is not in the grammars in force"
    )


def test_grammars_that_include_each_other_are_refused(tmp_path: Path) -> None:
    home = write(
        tmp_path,
        ours=other("ours", family="a", include="yours"),
        yours=other("yours", family="b", include="ours"),
    )
    assert (
        folder_complaint(home)
        == "grammar ours: it includes itself, by way of yours → ours"
    )


def test_an_include_of_nothing_is_refused(tmp_path: Path) -> None:
    home = write(tmp_path, ours=other("ours", family="a", include="theirs"))
    assert (
        folder_complaint(home)
        == "no grammar 'theirs' (included by ours); there are ours"
    )


@pytest.mark.parametrize(
    "name", ["labels.yaml", "search.yaml", "words/counts.yaml", "facts/owners.yaml"]
)
def test_a_folder_without_a_file_is_refused(tmp_path: Path, name: str) -> None:
    home = write(tmp_path, mine=SOUND)
    (home / name).unlink()
    assert folder_complaint(home) == f"{home / name} is missing"


def test_a_fault_in_a_folder_names_the_file(tmp_path: Path) -> None:
    home = write(tmp_path, mine=SOUND.replace("level: 10", "level: high"))
    assert folder_complaint(home).startswith(
        f"{home / 'numbering' / 'mine.yaml'}:6:10: families.level is to be"
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("{hanzi}层", "{words:甲|乙|}层"),
        ("{hanzi}层", "{words:}层"),
        ("{hanzi}层", "{{hanzi}}层"),
        ("{hanzi}层", "{digit}层"),
        ("  level: 10\n", "  level: 10\n  <<: {kin: a}\n"),
    ],
)
def test_what_no_grammar_may_hold_is_told_and_nothing_breaks(
    old: str, new: str
) -> None:
    assert old in SOUND
    assert complaint(SOUND.replace(old, new)).startswith("mine.yaml:")
