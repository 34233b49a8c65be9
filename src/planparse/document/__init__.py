"""Paragraphs → documents: front and back matter, headings, sections, titles and years."""
