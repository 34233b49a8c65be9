"""Text → candidate markers → the cheapest reading of them: levels, gaps, and why."""
