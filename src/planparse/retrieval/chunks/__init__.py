"""A plan in chunks for search and for models: whole items where they fit, each with its place."""
