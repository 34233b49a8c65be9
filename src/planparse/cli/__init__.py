"""The command line: one module a command, what commands share, and the way in."""
