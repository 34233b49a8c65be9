"""A plan as a Word document, whole."""

from collections.abc import Iterator

from planparse.export.options import Options
from planparse.export.word.body import body
from planparse.export.word.house import House, standard
from planparse.export.word.markup import root, w
from planparse.export.word.numbering import Lists
from planparse.export.word.package import Part, package
from planparse.export.word.page import footers, section, settings
from planparse.export.word.placing import blocks_of
from planparse.export.word.styles import fonts, styles
from planparse.records import Records


def write(records: Records, options: Options) -> Iterator[bytes]:
    """Yield the document, in one piece."""
    house = options.house or standard()
    lists = Lists() if options.auto_numbers else None
    blocks = blocks_of(records.rows(), records.printed, house)
    content = "".join(body(blocks, house, lists))
    yield assembled(content, house, [lists.part()] if lists is not None else [])


def assembled(
    content: str, house: House, more: list[Part] | None = None, *, wide: bool = False
) -> bytes:
    """Return a document of some content, its pages set up as the house wants them."""
    parts = [styles(house), settings(), fonts(house), *footers(house), *(more or ())]
    names = {part.name: f"r{place}" for place, part in enumerate(parts, 1)}
    pages = section(house, names, wide=wide)
    return package(root("document", w("body", content, pages)), parts)
