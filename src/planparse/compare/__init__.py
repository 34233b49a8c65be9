"""Two or more years of a plan: items, matching, edits, history, and how differences are printed."""
