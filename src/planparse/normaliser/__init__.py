"""Rules that clean a text, the engine that runs them, and the ledger that undoes what they did."""
