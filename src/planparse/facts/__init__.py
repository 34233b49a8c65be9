"""Owners, deadlines, figures and references in running text."""
