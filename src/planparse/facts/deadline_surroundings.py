"""What stands around a time, together: places, what leads up to it, bars and spans."""

from planparse.facts.deadline_bars import Bars
from planparse.facts.deadline_leads import Leads
from planparse.facts.deadline_places import Places
from planparse.facts.deadline_spans import Spans
from planparse.grammar.wordlists import DeadlineWords


class Surroundings:
    """What tells by what stands around a time whether it is a deadline."""

    def __init__(self, words: DeadlineWords, places: Places) -> None:
        """Take the words of `facts/deadlines.yaml`, and what tells where a time stands."""
        self.places = places
        self.leads = Leads(words)
        self.bars = Bars(words)
        self.spans = Spans(places)
