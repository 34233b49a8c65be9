"""Headings without a number: which lines are such, by words, marks and series, and how deep."""
