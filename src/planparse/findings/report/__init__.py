"""Findings as people and programs read them: terminal, JSON, SARIF, GitHub. Nothing prints here.

Documents come from anywhere. Messages, and the lines shown below them, hold no character that
could move the cursor, change colours or turn the direction of the text: they are escaped.
"""
