"""What was promised, and what became of it: the plan of a report against the next one's review."""
