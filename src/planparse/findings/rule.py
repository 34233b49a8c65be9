"""What a kind of finding is: its code, its messages, and its page.

The docstring of a rule is its page: English, a line `中文`, Chinese. Each half has a
summary line and three sections, in this order: what it means, an example, what to do.
"""

from typing import ClassVar, NamedTuple

from planparse.tree import Lang, Severity


class Page(NamedTuple):
    """The page of a rule in one language, in parts: Markdown, without the headings between."""

    summary: str
    meaning: str
    example: str
    advice: str


class Rule:
    """A kind of finding.

    `code` is a letter and three digits, and `name` the name of the class in lower case
    with hyphens; neither ever changes. `facts` says what a finding of this kind carries.
    `en` and `zh` are the messages, one sentence without a full stop, where `{0}` stands
    for the first fact, and so on. Where facts are lists, as `lists_facts` says, Chinese has
    its own commas in them. `damage` says that text is lost, or cannot be read as it stands;
    `breaks_off`, that the place is where the span ends, and not where it begins.
    """

    code: ClassVar[str]
    name: ClassVar[str]
    severity: ClassVar[Severity]
    facts: ClassVar[tuple[str, ...]] = ()
    lists_facts: ClassVar[bool] = False
    damage: ClassVar[bool] = False
    breaks_off: ClassVar[bool] = False
    en: ClassVar[str]
    zh: ClassVar[str]

    @classmethod
    def message(cls, facts: tuple[str, ...], lang: Lang) -> str:
        """Return the message with the facts put in as they are.

        Raises ValueError where they are not as many as the rule asks for.
        """
        if len(facts) != len(cls.facts):
            raise ValueError(
                f"{cls.code} {cls.name} takes {len(cls.facts)} facts, not {facts!r}"
            )
        if lang == "en":
            return cls.en.format(*facts)
        commas = "，" if cls.lists_facts else ", "
        return cls.zh.format(*(commas.join(fact.split(", ")) for fact in facts))

    @classmethod
    def parts(cls, lang: Lang) -> Page:
        """Return the page in its parts."""
        summary, *sections = cls._body(lang).split("\n\n## ")
        bodies = (section.partition("\n\n")[2] for section in sections)
        return Page(summary, *bodies)

    @classmethod
    def page(cls, lang: Lang) -> str:
        """Return the page as Markdown that reads well in a terminal, without a final line end."""
        return f"# {cls.code} {cls.name}\n\n{cls._body(lang)}"

    @classmethod
    def _body(cls, lang: Lang) -> str:
        """Return the half of the docstring in a language."""
        if cls.__doc__ is None:
            raise RuntimeError(
                "pages are docstrings, which Python drops under -OO or PYTHONOPTIMIZE=2"
            )
        from inspect import cleandoc  # takes longer to import than a plan to parse

        english, chinese = cleandoc(cls.__doc__).split("\n\n中文\n\n")
        return chinese if lang == "zh" else english
