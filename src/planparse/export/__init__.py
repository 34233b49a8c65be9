"""Notations of a parsed plan: JSON, YAML, outline, Markdown, Akoma Ntoso, CSV, XLSX; its schema, and the way back."""
