"""Bytes, characters, numerals, dates, the dictionary: text, and nothing of plans."""
