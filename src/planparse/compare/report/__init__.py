"""Differences between plans as people and programs read them: a terminal, Markdown, JSON and YAML."""
