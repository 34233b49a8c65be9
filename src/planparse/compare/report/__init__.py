"""Differences between plans for people and programs: terminal, Markdown, JSON, YAML."""
