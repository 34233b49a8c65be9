"""What leads into plans and back: pieces for search, citations, full text."""
