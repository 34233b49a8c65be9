"""The catalogue of an archive: a line for each document, of what the document itself says."""
