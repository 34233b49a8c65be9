"""Bytes, characters, numerals, dates, words of the dictionary: what is known of text, and nothing of plans."""
