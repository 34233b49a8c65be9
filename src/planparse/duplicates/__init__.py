"""Which documents of an archive are one and the same text, by what they say.

Each document becomes a `Copy` (copies); an index finds those that may be one text
(candidates, shingles), which are then held against each other (likeness, titles) and put
into groups (grouping), with what differs (differences).
"""
