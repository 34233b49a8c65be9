"""Files written whole, the terminal, validation messages: what is known of the machine, and nothing of plans."""
