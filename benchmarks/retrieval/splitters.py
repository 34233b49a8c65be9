"""The splitters that are compared, each at its best setting for Chinese; all get the same text."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain
from statistics import fmean
from typing import NamedTuple

from benchmarks.retrieval.texts import Text
from planparse import parse_file

OVERLAP = 5
"""Where chunks overlap, they do by one part of so many of the limit: a fifth is what
LlamaIndex has by default."""

ROUNDS = 3
"""So often a limit is mended until the mean is that wanted: within a few in a hundred."""
SAMPLE = 4
"""One text of so many is cut to see what mean a limit gives."""

NO_SPACES = ["\n\n", "\n", " ", ".", ",", "\u200b", "，", "、", "．", "。", ""]
"""What LangChain's documentation names for languages without blanks between words."""
CHATCHAT = [
    "\n\n",
    "\n",
    "。|！|？",
    r"\.\s|\!\s|\?\s",
    r"；|;\s",
    r"，|,\s",
    "",
]
"""What Langchain-Chatchat cuts at (its ChineseRecursiveTextSplitter), and anywhere else last."""
SENTENCE = re.compile(r"[^。！？]*(?:[。！？]+[”’」』）]*|$)")


class Piece(NamedTuple):
    """A chunk: its place in the text, what it says, and what is put before that for the search."""

    start: int
    end: int
    words: str
    before: str = ""


class Splitter(NamedTuple):
    """A way to cut a text into pieces of at most so many characters.

    `rival` names the way that it is held against, like with like: text alone with text
    alone, a title before it with a title before it.
    """

    name: str
    split: Callable[[Text, int], Sequence[Piece]]
    rival: str


@lru_cache(maxsize=1200)
def planparse(text: Text, limit: int) -> Sequence[tuple[Piece, str, str]]:
    """Return planparse's chunks, each with its title and its path."""
    return [
        (
            Piece(chunk.start, chunk.end, chunk.text),
            chunk.document or "",
            chunk.path,
        )
        for chunk in parse_file(text.path).chunks(limit)
    ]


def bare(text: Text, limit: int) -> Sequence[Piece]:
    """Return planparse's chunks, their text alone."""
    return [piece for piece, _, _ in planparse(text, limit)]


def with_path(text: Text, limit: int) -> Sequence[Piece]:
    """Return planparse's chunks with the path of headings before them."""
    return [piece._replace(before=path) for piece, _, path in planparse(text, limit)]


def with_title(text: Text, limit: int) -> Sequence[Piece]:
    """Return planparse's chunks with title and path before them; the title once."""
    return [
        piece._replace(
            before=path if piece.words.startswith(title) else f"{title}\n{path}"
        )
        for piece, title, path in planparse(text, limit)
    ]


def windows(text: Text, limit: int, overlap: int = 0) -> Sequence[Piece]:
    """Return windows of as many characters each."""
    said = text.text
    starts = range(0, max(1, len(said) - overlap), limit - overlap)
    return [
        Piece(at, min(at + limit, len(said)), said[at : at + limit]) for at in starts
    ]


def placed(text: Text, chunks: Iterable[str], overlap: int) -> Iterator[Piece]:
    """Yield chunks of which only the words are known, with their places."""
    least = 0
    for words in chunks:
        start = text.text.find(words, least)
        if start < 0:
            raise ValueError(f"{text.path}: a chunk is no part of the text: {words!r}")
        yield Piece(start, start + len(words), words)
        least = max(start, start + len(words) - overlap)


def langchain(
    text: Text,
    limit: int,
    overlap: int = 0,
    *,
    separators: list[str] | None = None,
    is_regex: bool = False,
) -> Sequence[Piece]:
    """Return what LangChain's recursive splitter makes."""
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(
        separators,
        keep_separator="end" if is_regex else True,
        is_separator_regex=is_regex,
        chunk_size=limit,
        chunk_overlap=overlap,
    )
    return [*placed(text, splitter.split_text(text.text), overlap)]


def sentences(text: str) -> list[str]:
    """Return the sentences of a Chinese text."""
    return [found for found in SENTENCE.findall(text) if found]


def llama_index(text: Text, limit: int, overlap: int = 0) -> Sequence[Piece]:
    """Return what LlamaIndex's sentence splitter makes, told where Chinese sentences end."""
    from llama_index.core.node_parser import SentenceSplitter

    splitter = SentenceSplitter(
        chunk_size=limit,
        chunk_overlap=overlap,
        tokenizer=list,
        paragraph_separator="\n",
        chunking_tokenizer_fn=sentences,
        secondary_chunking_regex="[^，；：、]+[，；：、]?|[，；：、]",
    )
    return [*placed(text, splitter.split_text(text.text), overlap)]


def worddael(text: Text, limit: int, overlap: int = 0) -> Sequence[Piece]:
    """Return what worddael makes, which cuts Chinese at lines, sentences and commas."""
    from worddael import RecursiveChunker

    splitter = RecursiveChunker(max_chars=limit, overlap_chars=overlap)
    return [Piece(one.start, one.end, one.text) for one in splitter.chunk(text.text)]


def chinese(text: Text, limit: int, overlap: int = 0) -> Sequence[Piece]:
    """Return what LangChain's splitter makes with Langchain-Chatchat's ends of Chinese sentences."""
    return langchain(text, limit, overlap, separators=CHATCHAT, is_regex=True)


def no_spaces(text: Text, limit: int) -> Sequence[Piece]:
    """Return what LangChain's splitter makes as its documentation has it for Chinese."""
    return langchain(text, limit, separators=NO_SPACES)


def overlapping(
    split: Callable[[Text, int, int], Sequence[Piece]],
) -> Callable[[Text, int], Sequence[Piece]]:
    """Return a way to cut into pieces that overlap."""
    return lambda text, limit: split(text, limit, limit // OVERLAP)


def first_line(
    split: Callable[[Text, int], Sequence[Piece]],
) -> Callable[[Text, int], Sequence[Piece]]:
    """Return a way to cut that puts the first line of the file before each piece but the first."""

    def with_line(text: Text, limit: int) -> Sequence[Piece]:
        line = text.text.strip().split("\n", 1)[0]
        first, *others = split(text, limit)
        return [*chain([first], (one._replace(before=line) for one in others))]

    return with_line


BARE = "planparse, text alone"
TITLED = "planparse, title and path before"
SPLITTERS = (
    Splitter(BARE, bare, BARE),
    Splitter("planparse, path before", with_path, BARE),
    Splitter(TITLED, with_title, BARE),
    Splitter("windows", windows, BARE),
    Splitter("windows, overlapping", overlapping(windows), BARE),
    Splitter("LangChain, its defaults", langchain, BARE),
    Splitter("LangChain, as its documentation has it for Chinese", no_spaces, BARE),
    Splitter("LangChain, Chinese sentences", chinese, BARE),
    Splitter("LangChain, Chinese sentences, overlapping", overlapping(chinese), BARE),
    Splitter(
        "LangChain, Chinese sentences, first line before", first_line(chinese), TITLED
    ),
    Splitter("LlamaIndex, Chinese sentences", llama_index, BARE),
    Splitter(
        "LlamaIndex, Chinese sentences, overlapping", overlapping(llama_index), BARE
    ),
    Splitter("worddael", worddael, BARE),
    Splitter("worddael, overlapping", overlapping(worddael), BARE),
)


def mean_size(splitter: Splitter, texts: Iterable[Text], limit: int) -> float:
    """Return how large the pieces of texts are on the average, what is put before them aside."""
    return fmean(
        len(one.words) for text in texts for one in splitter.split(text, limit)
    )


def limit_for(
    splitter: Splitter, texts: Sequence[Text], mean: float, limit: int
) -> int:
    """Return the limit at which pieces are about as large as wanted; `limit` is where to begin."""
    for _ in range(ROUNDS):
        limit = round(limit * mean / mean_size(splitter, texts[::SAMPLE], limit))
    return limit
