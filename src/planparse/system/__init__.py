"""Files, the terminal, validation messages: what knows the machine, and nothing of plans."""
