"""Rows of tables (| 1. | 清漂；（1）… |): their cells are read as no sections."""

from planparse.numbering.tokens import LINE, Token


def join(text: str, tokens: list[Token]) -> list[Token]:
    """Return the tokens with those of each row made one, which has no marker."""
    if "|" not in text:
        return tokens
    out: list[Token] = []
    in_row = False
    for token in tokens:
        if token.place <= LINE:
            in_row = text[token.head] == "|" and _is_row(text, token.head)
            out.append(token)
        elif in_row:
            out[-1] = out[-1]._replace(end=token.end)
        else:
            out.append(token)
    return out


def _is_row(text: str, head: int) -> bool:
    """Return whether the line that begins at a place is a row of a table."""
    from planparse.text.markdown import is_table_row

    end = text.find("\n", head)
    line = text[head : end if end >= 0 else len(text)].rstrip()
    return is_table_row(text, head, head + len(line))
