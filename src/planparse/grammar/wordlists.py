"""The word lists and numbers, each file of `grammars/` a type, so that mypy knows every name.

The fields of a type are the keys of its file, without the examples. `word_schema` builds
from these types the models that check the files; a run builds the values from plain data.
"""

from collections.abc import Mapping
from typing import Any, Self, dataclass_transform

from planparse.tree import NodeKind

Words = tuple[str, ...]


@dataclass_transform(kw_only_default=True, frozen_default=True)
class _Words:
    """What a type of words has: a value for each of its annotations, which stays as it is.

    A named tuple would do, but takes ten times as long to define; here are a score of types
    of which each run makes one value.
    """

    def __init__(self, **values: Any) -> None:
        """Take a value for each field. Raises TypeError where one is missing or not known."""
        if values.keys() != type(self).__annotations__.keys():
            raise TypeError(f"{type(self).__name__} has other words: {[*values]}")
        self.__dict__.update(values)

    def replaced(self, **values: Any) -> Self:
        """Return the same with other values for some fields."""
        return type(self)(**(self.__dict__ | values))

    def __setattr__(self, name: str, value: Any) -> None:
        """Refuse: the lists of a grammar are shared by all that reads with it."""
        raise AttributeError(f"{name} cannot be set")


class Characters(_Words):
    """`characters.yaml`: characters that are printed for others."""

    glyphs: Mapping[str, str]
    scanned: Mapping[str, str]
    private: Mapping[str, str]


class Bodies(_Words):
    """`words/bodies.yaml`: who signs and who is addressed."""

    endings: Words
    loose: Words
    offices: Words
    acting: Words
    addressed: Words


class Genres(_Words):
    """`words/genres.yaml`: what titles end in, and the words around them."""

    endings: Words
    own: Words
    subject_to: Words
    nouns: Words
    matters: Words
    about: Words
    abridged: Words
    forwarding: Words
    forwarded: Words
    apart: Words
    parts: Words


class FrontMatter(_Words):
    """`words/front_matter.yaml`: what stands before and behind the text of a document."""

    annexes: Words
    annex_kinds: Words
    no_annexes: Words
    parts: Words
    contents: Words
    table_heads: Words
    enacted: Words
    amended: Words
    approved: Words
    in_force: Words
    organs: Words
    orders: Words
    issued: Words
    issued_in_prose: Words
    published: Words
    printed: Words
    reasons: Words
    purposes: Words
    openings: Words
    releases: Words
    occasions: Words
    greetings: Words
    mastheads: Words
    on_behalf: Words
    unnamed: Words
    secrecy: Words
    lead_ins: Words
    form_fields: Words
    fields: Words


class WebPages(_Words):
    """`words/web_pages.yaml`: what a web page puts around a document."""

    fields: Words
    menus: Words
    sites: Words
    greetings: Words
    shared_fields: Words
    buttons: Words
    tails: Words
    imprints: Words
    navigation: Words
    containers: Words
    set_aside: Words


class Compilations(_Words):
    """`words/compilations.yaml`: what marks documents that were put into one file."""

    parts: Words
    samples: Words
    announcing: Words
    units: Words
    chapters: Words


class LineBreaks(_Words):
    """`words/line_breaks.yaml`: where a sentence goes on over a line break."""

    unfinished: Words
    wanting: Words
    leading: Words
    dependent: Words
    closings: Words
    finals: Words
    transitive: Words
    prefaces: Words
    credits: Words
    measured: Words


class Headings(_Words):
    """`words/headings.yaml`: what tells a heading of several clauses from prose."""

    prose: Words
    kept: Words
    begins: Words
    beginnings: Words
    sentences: Words
    actors: Words
    ends: Words
    captions: Words
    outermost: Words
    chapters: Words
    sections: Words
    fields: Words
    genres: Words
    times: Words
    several: Words


class Counts(_Words):
    """`words/counts.yaml`: how a text says how many items there are."""

    all: Words
    all_units: Words
    aspects: Words
    leading: Words
    announcing: Words
    units: Words
    never: Words
    summing: Words
    verbs: Words
    joining: Words


class Articles(_Words):
    """`words/articles.yaml`: how the parts of an article are cited, and what they say."""

    paragraph: str
    item: str
    sub_item: str
    joining: Words
    recalling: Words
    amending: Words


class Closings(_Words):
    """`words/closings.yaml`: what closes a document or a part of it."""

    formulas: Words
    copies: Words
    requests: Words
    asking: Words
    appeals: Words
    carrying_out: Words
    addressees: Words
    binding: Words
    summing: Words
    summed: Words
    progress: Words
    reported: Words
    valid_labels: Words
    valid: Words
    valid_since: Words
    valid_headings: Words
    listeners: Words
    rallying: Words
    reviewing: Words
    contacts: Words
    notes: Words


class Lists(_Words):
    """`words/lists.yaml`: how a text announces a list that follows it."""

    announcing: Words
    bounding: Words


class MidLine(_Words):
    """`words/mid_line.yaml`: what stands before a number in mid-line that is no label."""

    naming: Words
    words: Words


class PageNumbers(_Words):
    """`words/page_numbers.yaml`: how page numbers are written, and the marks of web sites."""

    forms: Words
    dashes: str
    sites: Words
    gazettes: Words


class Normaliser(_Words):
    """`words/normaliser.yaml`: what the normaliser takes out or writes otherwise."""

    zero_width: str
    stray: str
    punctuation: Mapping[str, str]
    canonical: Mapping[str, str]


class WordLists(_Words):
    """The word lists that reading and printing ask, by the name of their file."""

    characters: Characters
    bodies: Bodies
    genres: Genres
    front_matter: FrontMatter
    web_pages: WebPages
    compilations: Compilations
    line_breaks: LineBreaks
    headings: Headings
    counts: Counts
    articles: Articles
    closings: Closings
    lists: Lists
    mid_line: MidLine
    page_numbers: PageNumbers
    normaliser: Normaliser


class OwnerWords(_Words):
    """`facts/owners.yaml`: how owners are named."""

    roles: Mapping[str, Words]
    nouns: Words
    ranks: Words
    bracketed: Words
    leaders: Words
    posts: Words
    surnames: str
    no_names: Words
    by: Words
    shares: Words
    manners: Words
    verbs: Words
    modals: Words
    asked: Words
    sentences: Words
    scoped: Words
    opening: Words
    onward: Words
    alone: Words
    due: Words
    collectives: Words
    areas: Words
    seats: Words
    levels: Words
    asides: Words
    others: Words
    kinds: Words
    together: Words
    briefly: Words
    untied: Words
    national: Words
    leading: Words
    here: Words
    matters: Words
    joints: Words
    firsts: Words
    being: Words
    rest: Words
    bodies: Words
    never: Words
    deeds: Words
    prose: Words


class DeadlineWords(_Words):
    """`facts/deadlines.yaml`: how deadlines are named."""

    efforts: Words
    to: Words
    last_days: Mapping[str, str]
    closings: Words
    years: Mapping[str, int]
    parts: Mapping[str, int]
    before: Words
    weekdays: Words
    hours: Words
    included: Words
    labels: Words
    done: Words
    done_in_month: Words
    feasts: Mapping[str, str]
    seasons: Words
    comings: Words
    kinds: Words
    done_by_then: Words
    goals: Words
    adverbs: Words
    sought: Words
    counted_goals: Words
    terms: Words
    term_leads: Words
    beside: Words
    phases: Words
    periods: Words
    own: Words
    issued: Words
    issued_own: Words
    received: Words
    never_after: Words
    never_after_bare: Words
    never_before: Words
    past: Words
    never_past: Words
    past_before: Words
    looks_back: Words


class FigureWords(_Words):
    """`facts/figures.yaml`: how figures are named.

    `units` are lists of units parted by blanks: `人:才|口` is one that neither 才 nor 口 follows.
    """

    before: Words
    inner: Words
    after: Words
    spans: Words
    scales: Words
    units: Words
    alone: Words
    behind_alone: Words
    of_spans: Words
    needing: Mapping[str, Words]
    counting: Words
    circles: Mapping[str, Words]
    rates: Words
    rate_scales: Words
    others: Words
    currencies: Words
    unmeasured: Words
    sharing: Words
    shares: Mapping[str, str]
    phrases: Mapping[str, str]
    uncounted: Words
    sure: Words
    vague: Words


class IndicatorWords(_Words):
    """`facts/indicators.yaml`: how it is said what figures measure."""

    reaching: Words
    carrying: Words
    taking: Words
    nouns: Words
    kept: Words
    giving: Words
    asides: Words
    whole: Words
    cuts: Words
    stops: Words
    joints: Words
    joining: Words
    qualities: Words
    measured: Words
    shares: Words
    spans: Words
    sizes: Words
    money: Words
    ranks: Words
    bounds: Words
    limits: Words
    bounding: Words
    never: Words
    never_at_head: Words
    never_at_end: Words


class ReferenceWords(_Words):
    """`facts/references.yaml`: how documents are named."""

    no_document: Words
    no_document_after: Words
    no_document_before: Words
    leading: Words
    kept: Words
    decrees: Words
    short: Words
    own: Words
    citing: Words
    never_after: Words
    annex: str


class TaskTableWords(_Words):
    """`facts/task_tables.yaml`: what heads the columns of a table of tasks."""

    numbers: Words
    categories: Words
    tasks: Words
    units: Mapping[str, Words]
    times: Words
    alone: Words
    own: Words
    derived: Words
    documents: Words


class FactWords(_Words):
    """The word lists by which facts are known, by the name of their file."""

    owners: OwnerWords
    deadlines: DeadlineWords
    figures: FigureWords
    indicators: IndicatorWords
    references: ReferenceWords
    task_tables: TaskTableWords


class SideWords(_Words):
    """`reports/sides.yaml`: what tells the review of a work report from its plan."""

    reviewing: Words
    planning: Words
    works: Words
    past_times: Words
    coming_times: Words
    done: Words
    done_marks: Mapping[str, Words]
    coming: Words
    coming_marks: Mapping[str, Words]
    opening: Words
    glossary: Words


class OutcomeWords(_Words):
    """`reports/outcomes.yaml`: what a plan promises, and what a review says of it."""

    one_year: Words
    several_years: Words
    no_plans: Words
    stated: Words
    already: Words
    holding: Words
    holding_marks: Mapping[str, Words]
    peoples: Words
    terms: Words
    talked_of: Words
    records: Words
    aims: Words
    failed: Words
    generic: Words
    investing: Words
    investment: str
    sizes: Words
    making: Words
    making_ends: Words
    economy: Words
    product: str
    economy_heads: Words
    economy_asides: Words
    compounded_before: Words
    compounded_behind: Words
    comparing: Words
    comparing_alone: Words
    shares: Words
    people: Words
    falling: Words
    kept_near: Words
    neutral: Words
    limiting: Words
    about: Words
    nearly: Words
    over: Words
    under: Words
    no_targets: Words
    steps: Mapping[str, Words]
    under_way: Words
    not_begun: Words
    hedges: Words
    no_works: Words
    works: Words


class ReportWords(_Words):
    """How work reports are read, by the name of the file."""

    sides: SideWords
    outcomes: OutcomeWords


class Matching(_Words):
    """`compare.yaml`: when two passages of different plans are one; shares are between 0 and 1."""

    threshold: float
    within: float
    part: float
    whole: float
    other_side: float
    vote: float
    resembles: float
    position: float
    children: float
    rarest: int
    rare: int
    fewest: int
    candidates: int
    sentences: float


class Tracking(_Words):
    """`compare.yaml`: when a passage of a review tells of a promise; shares from 0 to 1."""

    named: float
    naming: float
    naming_short: float
    told: float
    done: float
    held: float
    pairs: int


class MeasureWords(_Words):
    """`compare.yaml`: what two figures measure, and whether it is the same."""

    synonyms: Mapping[str, Words]
    units: Mapping[str, Words]
    contrasts: Words
    noise: Words
    general: Words
    carriers: Words
    joints: Words
    growth: Words
    decline: Words
    levels: Words
    growth_rates: Words
    decline_rates: Words
    more: Words
    less: Words
    against: Words
    added: Words
    stock: Words
    years: Words
    sums: Words
    average: Words
    year: Words
    part: Words
    past: Words
    future: Words
    taken: Words
    target_headings: Words
    result_headings: Words
    targets: Words
    results: Words
    least: Words
    most: Words
    uncounted: Words
    uncounted_after: Words
    uncounted_before: Words


class CompareRules(_Words):
    """`compare.yaml`: how plans are matched, which nodes are compared, what does not count."""

    matching: Matching
    tracking: Tracking
    measures: MeasureWords
    body: tuple[NodeKind, ...]
    asides: Words


class CandidateRules(_Words):
    """`duplicates.yaml`: which documents are held against each other."""

    shingle: int
    sample: int
    shortest: int
    least: int
    hits: float
    reach: int


class LikenessRules(_Words):
    """`duplicates.yaml`: how like two documents must be; shares are between 0 and 1."""

    same_title: float
    no_title: float
    other_title: float
    other_year: float
    part: float
    whole: float


class StageWords(_Words):
    """`duplicates.yaml`: what a title says of how far a text has come, the earliest first."""

    draft: Words
    trial: Words
    revised: Words
    carrying: Words
    carried: Words


class DuplicateRules(_Words):
    """`duplicates.yaml`: when two documents of an archive are one and the same text."""

    candidates: CandidateRules
    likeness: LikenessRules
    stages: StageWords


class LearningRules(_Words):
    """`learning.yaml`: what is taken for a way of numbering that no grammar knows."""

    systems: Words
    lettered: Words
    before: int
    unit: int
    least: int
    enough: int
    strays: float
    doubtful: float
    differing: float
    skipped: int
    open: float
    captions: Words
    units: Words


class StyleWords(_Words):
    """`style.yaml`: the words that rules of style ask for."""

    orders: Words
    confused: Mapping[str, str]
    times: Words
    time_units: Words
    units: Words
    never_left_out: Words
    numbered: Words


def word_lists(data: Mapping[str, Mapping[str, Any]]) -> WordLists:
    """Return the word lists of plain data, a mapping for each file."""
    return WordLists(**_values(WordLists, data))


def fact_words(data: Mapping[str, Mapping[str, Any]]) -> FactWords:
    """Return the words for facts of plain data, a mapping for each file."""
    return FactWords(**_values(FactWords, data))


def report_words(data: Mapping[str, Mapping[str, Any]]) -> ReportWords:
    """Return the words of work reports of plain data, a mapping for each file."""
    return ReportWords(**_values(ReportWords, data))


def compare_rules(data: Mapping[str, Any]) -> CompareRules:
    """Return how plans are compared, of plain data."""
    measures = {key: _plain(value) for key, value in data["measures"].items()}
    return CompareRules(
        matching=Matching(**data["matching"]),
        tracking=Tracking(**data["tracking"]),
        measures=MeasureWords(**measures),
        body=tuple(data["body"]),
        asides=tuple(data["asides"]),
    )


def duplicate_rules(data: Mapping[str, Any]) -> DuplicateRules:
    """Return when two documents are one text, of plain data."""
    stages = {key: _plain(value) for key, value in data["stages"].items()}
    return DuplicateRules(
        candidates=CandidateRules(**data["candidates"]),
        likeness=LikenessRules(**data["likeness"]),
        stages=StageWords(**stages),
    )


def style_words(data: Mapping[str, Any]) -> StyleWords:
    """Return the words of rules of style, of plain data."""
    return StyleWords(**{key: _plain(value) for key, value in data.items()})


def _values(
    whole: type[WordLists] | type[FactWords] | type[ReportWords],
    data: Mapping[str, Mapping[str, Any]],
) -> dict[str, Any]:
    """Return the value of each file by its name."""
    return {
        name: of_file(**{key: _plain(value) for key, value in data[name].items()})
        for name, of_file in whole.__annotations__.items()
    }


def _plain(value: Any) -> Any:
    """Return a value of JSON with tuples for its lists."""
    if isinstance(value, list):
        return tuple(value)
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    return value


def learning_rules(data: Mapping[str, Any]) -> LearningRules:
    """Return what is taken for a way of numbering, of plain data."""
    return LearningRules(**_plain(data))
