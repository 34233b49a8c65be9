"""Where a character or a word stands in a text."""


def places_of(text: str, anchor: str, start: int, end: int) -> list[int]:
    """Return where an anchor stands in `text[start:end]`, in order.

    It is looked for by its first character, which takes a third of the time; where it is
    rare an expression takes longer.
    """
    first, is_long = anchor[0], len(anchor) > 1
    places = []
    at = text.find(first, start, end)
    while at >= 0:
        if not is_long or text.startswith(anchor, at, end):
            places.append(at)
        at = text.find(first, at + 1, end)
    return places
