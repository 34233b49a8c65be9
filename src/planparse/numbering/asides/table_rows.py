"""Rows of tables (| 1. | 清漂；（1）… |): their cells are read as no sections."""

from planparse.numbering.tokens import LINE, Token


def join(text: str, tokens: list[Token]) -> list[Token]:
    """Return the tokens with those of each row made one, which has no marker."""
    if "|" not in text:
        return tokens
    from planparse.text.markdown import is_table_row

    out: list[Token] = []
    in_row = False
    for token in tokens:
        if token.place <= LINE:
            line_end = text.find("\n", token.head)
            line = text[token.head : line_end if line_end >= 0 else len(text)].rstrip()
            in_row = is_table_row(text, token.head, token.head + len(line))
            out.append(token)
        elif in_row:
            out[-1] = out[-1]._replace(end=token.end)
        else:
            out.append(token)
    return out
