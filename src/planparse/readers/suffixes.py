"""What the names of files end in that are read, for those who look for plans in folders."""

CONVERTED = (".doc", ".wps", ".rtf", ".odt", ".xls", ".ods")
"""Those that LibreOffice converts, most often: the content decides."""

NEVER_EMPTY = (*CONVERTED, ".docx", ".docm", ".pdf", ".ofd", ".xlsx")
"""Those of files that are never empty, as text may be."""

SUFFIXES = frozenset(
    {
        *NEVER_EMPTY,
        *(".csv", ".htm", ".html", ".markdown", ".md", ".mht", ".mhtml", ".text"),
        *(".tsv", ".txt"),
    }
)
"""What the names of plans end in, in lower case. A file of another name may be one too."""
