"""Lines that stand beside the text: comments, contents pages, running heads, tables."""
