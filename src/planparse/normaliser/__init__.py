"""Rules that repair a text, the engine that runs them until none wants a change, the ledger that undoes them."""
