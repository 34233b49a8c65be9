"""What planparse itself puts beside a text where a part of it is lost."""

LOST = "〔缺失〕"
"""Stands before the labels that are lost."""
STRANDED = "〔残段〕"
"""Stands before text that has lost its head."""
CUT_OFF = "〔残缺〕"
"""Stands behind text that has lost its end."""
