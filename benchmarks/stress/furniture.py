"""Kinds of damage that printing does: running heads and feet, contents pages."""

from random import Random

from benchmarks.stress.clean import Clean, Numbered
from benchmarks.stress.damage import HEAD, PUT, Change, inside, labels, lines_of

OFFICES = ("云溪区水务局", "清源县发展和改革局", "清源县人民政府办公室")
NAMES = ("河道保洁工作方案", "绿道养护三年行动计划", "清源县防汛应急预案")
"""Words of running heads: invented, so that no document has them."""
SHORTEST_PAGE, LONGEST_PAGE = 350, 700
LEAST_PAGES = 4
FEWEST_HEADS = 3
"""Running heads are known by their repetition."""
LONGEST_ENTRY = 30
FEWEST_ENTRIES = 3


def _heads(random: Random) -> list[str]:
    """The forms that the head of a page takes, of odd and of even ones."""
    office, name = random.choice(OFFICES), random.choice(NAMES)
    styles = (
        [name + "　第{page}页"],
        [office + "　— {page} —"],
        [office + "　{page}/{last}"],
        [name + "　　{page}", "{page}　　" + name],
        [office + "\n— {page} —"],
    )
    return random.choice(styles)


def head_pages(clean: Clean, random: Random) -> list[Change]:
    """A running head or foot with the page's number every 350 to 700 characters, two in three of them in mid-line.

    Heads of one document are of one form, or of two that change about.
    """
    text, spans = clean.text, labels(clean)
    ends = [end for _, end in lines_of(text)]
    forms = _heads(random)
    pitch = min(
        random.randint(SHORTEST_PAGE, LONGEST_PAGE), len(text) // (LEAST_PAGES + 1)
    )
    places = list(range(pitch, len(text) - pitch // 2, pitch))
    first = random.randint(1, 5)
    out: list[Change] = []
    for count, at in enumerate(places):
        place = at
        if random.random() < 1 / 3:
            place = next((end for end in ends if end >= at), len(text))
        while inside(spans, place):
            place += 1
        if out and place <= out[-1].start:
            continue
        head = forms[count % len(forms)].format(
            page=first + count, last=first + len(places)
        )
        at_end = place >= len(text) or text[place] in "\r\n"
        out.append(Change(place, place, f"\n{head}" + ("" if at_end else "\n"), HEAD))
    return out if len(out) >= FEWEST_HEADS else []


def list_contents(clean: Clean, random: Random) -> list[Change]:
    """A contents page without page numbers behind the title: the headings of the first level, or of the first two.

    Where numbers begin again below each heading, or headings have one name, the same entry comes more than once.
    """
    depth = random.choice((1, 2))
    entries = [
        line
        for node in clean.nodes
        if _depth(clean, node) <= depth
        for line in [_heading(clean, node)]
    ]
    if depth > 1 and not all(entries):
        entries = [_heading(clean, node) for node in clean.nodes if node.parent == -1]
    if not clean.titled or len(entries) < FEWEST_ENTRIES or not all(entries):
        return []
    page = "\n".join((random.choice(("目录", "目　录")), *entries))
    return [Change(clean.title_end, clean.title_end, f"\n{page}", PUT)]


def _depth(clean: Clean, node: Numbered) -> int:
    """On which level of the document a node stands, from 1."""
    return 1 + (_depth(clean, clean.nodes[node.parent]) if node.parent >= 0 else 0)


def _heading(clean: Clean, node: Numbered) -> str:
    """The line of a node if it may be an entry of a contents page, empty if not."""
    start = clean.text.rfind("\n", 0, node.start) + 1
    line = clean.text[node.start :].split("\n", 1)[0].strip()
    alone = not clean.text[start : node.start].strip()
    return (
        line
        if alone and len(line) <= LONGEST_ENTRY and line[-1] not in "。；："
        else ""
    )
