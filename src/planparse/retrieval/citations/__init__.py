"""Citations: what a citation or a quotation names in a plan, and whether it stands there."""
