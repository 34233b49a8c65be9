"""What planparse says in other languages: messages that can be translated, and the catalogue."""
