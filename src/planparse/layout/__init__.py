"""Lines → paragraphs: line breaks, page numbers, comments."""
