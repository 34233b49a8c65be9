"""Files of corrections: what may stand in them, where they are found, what they say of a text."""
